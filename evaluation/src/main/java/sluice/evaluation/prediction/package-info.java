/** Measures of scored rows with labels: probabilities, not lists. */
@NullMarked
package sluice.evaluation.prediction;

import org.jspecify.annotations.NullMarked;
