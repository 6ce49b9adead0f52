package sluice.ranking;

/**
 * The quantile function of the standard normal distribution.
 *
 * <p>Acklam's rational approximation (2003), relative error below 1.15e-9. Arguments are kept
 * within 1e-6 of 0 and 1, where the quantile is ±4.75.
 */
final class NormalQuantile {
  private static final double[] A = {
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00
  };
  private static final double[] B = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01,
    1
  };
  private static final double[] C = {
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00
  };
  private static final double[] D = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1
  };
  private static final double LOW = 0.02425;

  private NormalQuantile() {}

  /** Returns the x below which a share p of the distribution lies. */
  static double of(double p) {
    double q = Math.clamp(p, 1e-6, 1 - 1e-6);
    if (q < LOW) {
      return tail(q);
    }
    if (q > 1 - LOW) {
      return -tail(1 - q);
    }
    double centred = q - 0.5;
    double square = centred * centred;
    return centred * polynomial(A, square) / polynomial(B, square);
  }

  private static double tail(double p) {
    double x = Math.sqrt(-2 * Math.log(p));
    return polynomial(C, x) / polynomial(D, x);
  }

  /** Horner's scheme, the highest power first. */
  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double c : coefficients) {
      sum = sum * x + c;
    }
    return sum;
  }
}
