/** The search for a ranker's settings on the tune part. */
@NullMarked
package sluice.studies.search;

import org.jspecify.annotations.NullMarked;
