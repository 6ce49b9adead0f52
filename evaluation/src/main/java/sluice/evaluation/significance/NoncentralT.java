package sluice.evaluation.significance;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The noncentral t distribution, which commons-statistics does not have: that of (Z + δ) / S, Z
 * standard normal and S² a χ² over its degrees of freedom: what a t statistic follows where there
 * is a difference.
 *
 * <p>P(T ≤ t) is the mean of Φ(t S − δ) over S, by Gauss–Legendre quadrature with 8 nodes in 150
 * panels over S within 12 standard deviations; the density is normalised by the same quadrature, so
 * that large degrees of freedom lose no digits. Good to about 1e-12 where |t| is below 100.
 */
final class NoncentralT {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final int PANELS = 150;
  private static final double[] NODES = {
    0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363
  };
  private static final double[] WEIGHTS = {
    0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763
  };

  private NoncentralT() {}

  /** Returns the probability of a value up to t. */
  static double below(double t, double degrees, double delta) {
    double reach = 12 / Math.sqrt(2 * degrees);
    double low = Math.max(0, 1 - reach);
    double half = (1 + reach - low) / PANELS / 2;
    double sum = 0;
    double mass = 0;
    for (int panel = 0; panel < PANELS; panel++) {
      double centre = low + (2 * panel + 1) * half;
      for (int i = 0; i < 2 * NODES.length; i++) {
        double s = centre + (i % 2 == 0 ? 1 : -1) * half * NODES[i / 2];
        // Relative to the density at S = 1.
        double density = Math.exp((degrees - 1) * Math.log(s) - degrees * (s * s - 1) / 2);
        double weight = WEIGHTS[i / 2] * density;
        mass += weight;
        sum += weight * NORMAL.cumulativeProbability(t * s - delta);
      }
    }
    return sum / mass;
  }
}
