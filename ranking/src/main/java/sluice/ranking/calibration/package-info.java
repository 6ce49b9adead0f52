/** Probabilities of scores, fitted on requests that neither trained nor tuned the ranker. */
@NullMarked
package sluice.ranking.calibration;

import org.jspecify.annotations.NullMarked;
