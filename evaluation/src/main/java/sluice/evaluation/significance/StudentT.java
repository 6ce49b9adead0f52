package sluice.evaluation.significance;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's distribution, as tests ask for it. */
final class StudentT {
  private StudentT() {}

  /** Returns the probability of a value as far from 0 as t, on either side. */
  static double twoSided(double t, double degrees) {
    return 2 * above(Math.abs(t), degrees);
  }

  /** Returns the probability of a value above t. */
  static double above(double t, double degrees) {
    return TDistribution.of(degrees).survivalProbability(t);
  }

  /**
   * Returns the t that a value lies beyond, on either side, with the given probability.
   *
   * @param tails in (0, 1)
   */
  static double critical(double tails, double degrees) {
    if (!(tails > 0 && tails < 1)) {
      throw new IllegalArgumentException("probability " + tails + " is not in (0, 1)");
    }
    return TDistribution.of(degrees).inverseSurvivalProbability(tails / 2);
  }
}
