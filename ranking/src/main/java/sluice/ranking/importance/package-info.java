/** How much each feature matters to a fitted ranker, for the report. */
@NullMarked
package sluice.ranking.importance;

import org.jspecify.annotations.NullMarked;
