package sluice.evaluation.significance;

import org.apache.commons.numbers.rootfinder.BrentSolver;

/**
 * How large a difference is relative to how much it varies from user to user: Cohen's d_z (1988),
 * the mean of the paired differences over their standard deviation.
 *
 * <p>With clusters it is t / √C, the same where every user has one row. By Cohen's rule of thumb .2
 * is small, .5 middling, .8 large; differences of recommenders are mostly below .1. The interval
 * holds all d_z whose noncentral t distribution (C − 1 degrees of freedom, δ = d_z √C) has the
 * observed t within its middle 95 %; it assumes normal differences.
 *
 * @param value d_z; NaN where the differences do not spread
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
public record EffectSize(double value, double low, double high) {
  private static final double ACCURACY = 1e-14;

  /** Computes the effect size. */
  public static EffectSize of(MeanDifference difference) {
    double t = difference.t();
    if (!Double.isFinite(t)) {
      return new EffectSize(Double.NaN, Double.NaN, Double.NaN);
    }
    double root = Math.sqrt(difference.clusters());
    return new EffectSize(
        t / root,
        delta(t, difference.degrees(), 0.975) / root,
        delta(t, difference.degrees(), 0.025) / root);
  }

  /** Returns the δ under which a value up to t has the probability. */
  private static double delta(double t, int degrees, double probability) {
    double low = t - 6;
    while (NoncentralT.below(t, degrees, low) < probability) {
      low -= 6 + Math.abs(t);
    }
    double high = t + 6;
    while (NoncentralT.below(t, degrees, high) > probability) {
      high += 6 + Math.abs(t);
    }
    return new BrentSolver(ACCURACY, ACCURACY, 0)
        .findRoot(d -> probability - NoncentralT.below(t, degrees, d), low, high);
  }
}
