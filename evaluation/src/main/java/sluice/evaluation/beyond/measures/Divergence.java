package sluice.evaluation.beyond.measures;

/** How far two distributions over the same categories are apart. */
final class Divergence {
  /** Steck's weight of the history in the smoothed distribution of the list. */
  static final double ALPHA = 0.01;

  private Divergence() {}

  /** Returns the Jensen–Shannon divergence in bits, 0 to 1. */
  static double jensenShannon(double[] p, double[] q) {
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      double middle = (p[c] + q[c]) / 2;
      sum += part(p[c], middle) + part(q[c], middle);
    }
    return Math.max(0, sum / (2 * Math.log(2)));
  }

  /** Returns Steck's Σ p ln(p / (0.99 q + 0.01 p)), in nats. */
  static double steck(double[] p, double[] q) {
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      sum += part(p[c], (1 - ALPHA) * q[c] + ALPHA * p[c]);
    }
    return Math.max(0, sum);
  }

  private static double part(double p, double q) {
    return p == 0 ? 0 : p * Math.log(p / q);
  }
}
