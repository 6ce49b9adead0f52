/** What a list is worth beyond its hits: reach, novelty, diversity, popularity, calibration. */
@NullMarked
package sluice.evaluation.beyond;

import org.jspecify.annotations.NullMarked;
