/** What each source, feature group and stage is worth, by removing it. */
@NullMarked
package sluice.studies.ablation;

import org.jspecify.annotations.NullMarked;
