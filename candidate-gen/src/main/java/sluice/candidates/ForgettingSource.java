package sluice.candidates;

import java.util.Optional;
import sluice.core.CandidateSource;

/**
 * A source that forgets: an item of the history that n others followed counts (1 + n)^−d.
 *
 * <p>Memory is lost as a power of time (Anderson and Schooler 1991, "Reflections of the environment
 * in memory"), and so is what a past choice says of the next one; their model ACT-R has d = 0.5.
 * With d = 0 nothing is forgotten, as suits data whose held-out items are drawn from any time.
 */
public interface ForgettingSource extends CandidateSource {
  /** The exponent where nothing says otherwise. */
  double DEFAULT = 0.5;

  /** Returns the exponent d; empty where it is open, and {@link #DEFAULT} until it is chosen. */
  Optional<Double> exponent();

  /** Returns the same with another exponent. */
  CandidateSource forgetting(double exponent);

  /** Returns what an item of the history counts that n others followed. */
  static float weight(int n, double exponent) {
    return exponent == 0 ? 1 : (float) Math.pow(1.0 + n, -exponent);
  }
}
