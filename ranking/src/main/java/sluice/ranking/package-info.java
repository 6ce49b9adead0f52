/** Rankers, the training sets they learn from, calibration and re-ranking. */
@NullMarked
package sluice.ranking;

import org.jspecify.annotations.NullMarked;
