package sluice.evaluation.significance;

/**
 * The standard normal distribution, by the series and the continued fraction of the error function
 * (Abramowitz and Stegun, 7.1.6 and 7.1.14), to about 1e-15.
 */
final class Normal {
  private Normal() {}

  /** Returns the probability of a value up to z. */
  static double below(double z) {
    return above(-z);
  }

  /** Returns the probability of a value above z. */
  static double above(double z) {
    double x = z / Math.sqrt(2);
    return x < 0 ? 1 - complement(-x) / 2 : complement(x) / 2;
  }

  /** Returns the complementary error function at x ≥ 0. */
  private static double complement(double x) {
    if (x > 27) {
      return 0;
    }
    double scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
    if (x < 2) {
      double term = 2 * x;
      double sum = term;
      for (int n = 1; term > sum * 1e-17; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      return 1 - scale * sum;
    }
    // 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from the far end: 60 terms do from x = 2 on.
    double rest = x;
    for (int k = 60; k > 0; k--) {
      rest = x + k / 2.0 / rest;
    }
    return scale / rest;
  }
}
