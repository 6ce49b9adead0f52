package sluice.evaluation.significance;

/**
 * Student's distribution, by the regularised incomplete beta function (continued fraction, Lentz's
 * method; Press et al., Numerical Recipes, 6.4).
 */
final class StudentT {
  private StudentT() {}

  /** Returns the probability of a value as far from 0 as t, on either side. */
  static double twoSided(double t, double degrees) {
    double x = degrees / (degrees + t * t);
    double y = t * t / (degrees + t * t);
    return incompleteBeta(degrees / 2, 0.5, x, y);
  }

  /** Returns the probability of a value above t. */
  static double above(double t, double degrees) {
    double tail = twoSided(t, degrees) / 2;
    return t >= 0 ? tail : 1 - tail;
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
    double high = 1;
    while (twoSided(high, degrees) > tails) {
      high *= 2;
    }
    return Roots.of(t -> tails - twoSided(t, degrees), high == 1 ? 0 : high / 2, high);
  }

  /**
   * Returns the regularised incomplete beta function at x; y = 1 − x, given apart for precision.
   */
  private static double incompleteBeta(double a, double b, double x, double y) {
    if (x <= 0) {
      return 0;
    }
    if (y <= 0) {
      return 1;
    }
    double front = Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(a, b, x) / a
        : 1 - front * fraction(b, a, y) / b;
  }

  private static double fraction(double a, double b, double x) {
    double tiny = 1e-300;
    double c = 1;
    double d = 1 - (a + b) * x / (a + 1);
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    double h = d;
    for (int m = 1; m <= 10_000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 + even * d;
      c = 1 + even / c;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = Math.abs(c) < tiny ? tiny : c;
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 + odd * d;
      c = 1 + odd / c;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = Math.abs(c) < tiny ? tiny : c;
      h *= d * c;
      if (Math.abs(d * c - 1) < 1e-16) {
        break;
      }
    }
    return h;
  }

  /**
   * Returns log B(a, b) for b = 1/2 or a = 1/2 and the other any: log Γ differences by Stirling's
   * series after shifting both arguments up, so that large arguments lose no digits.
   */
  private static double logBeta(double a, double b) {
    return logGamma(a) + logGamma(b) - logGamma(a + b);
  }

  private static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 20) {
      shift += Math.log(z);
      z++;
    }
    double w = 1 / (z * z);
    double series =
        (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188))))) / z;
    return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
