package sluice.ranking;

/**
 * The rule of Gauss and Legendre on 0 … 1: Σ weight × f(point) is the integral of every polynomial
 * f of degree 2n − 1 or less, exactly. No point is 0 or 1. Commons Numbers has no such rule.
 */
@SuppressWarnings("ArrayRecordComponent") // made once and read in loops, never compared
record GaussLegendre(double[] points, double[] weights) {
  /** Returns the rule of n points: the roots of Legendre's polynomial Pₙ, by Newton's steps. */
  static GaussLegendre of(int n) {
    double[] points = new double[n];
    double[] weights = new double[n];
    for (int k = 0; k < n; k++) {
      double x = Math.cos(Math.PI * (k + 0.75) / (n + 0.5));
      double slope = 0;
      for (int step = 0; step < 20; step++) { // settled after five: the first guess is near
        double before = 1;
        double value = x;
        for (int i = 2; i <= n; i++) {
          double next = ((2 * i - 1) * x * value - (i - 1) * before) / i;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      points[k] = (1 + x) / 2;
      weights[k] = 1 / ((1 - x * x) * slope * slope);
    }
    return new GaussLegendre(points, weights);
  }
}
