/** Ranking a relevant item among a few sampled negatives, and why not to trust it. */
@NullMarked
package sluice.evaluation.sampled;

import org.jspecify.annotations.NullMarked;
