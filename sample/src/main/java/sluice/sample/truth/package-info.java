/**
 * What only the sample world knows: true tastes and the true expected value of every item for every
 * user.
 *
 * <p>Read by the simulator, the oracle and the measure {@code nDCG@k(true)} alone; nothing that
 * learns may look here.
 */
@NullMarked
package sluice.sample.truth;

import org.jspecify.annotations.NullMarked;
