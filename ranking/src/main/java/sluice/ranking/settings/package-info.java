/** The part {@code ranking} of a config. */
@NullMarked
package sluice.ranking.settings;

import org.jspecify.annotations.NullMarked;
