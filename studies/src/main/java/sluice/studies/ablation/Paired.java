package sluice.studies.ablation;

import java.util.Arrays;
import java.util.List;
import sluice.evaluation.significance.Bootstrap;
import sluice.evaluation.significance.Interval;
import sluice.evaluation.significance.PairedT;
import sluice.evaluation.significance.SignFlip;

/**
 * The mean difference of two systems' values by user: 95 % bootstrap interval and p-value, as the
 * report's comparisons have them (sign flips up to 2,000 users, the paired t test above).
 *
 * @param difference first − second
 * @param p two-sided, not corrected
 */
public record Paired(Interval difference, double p) {
  private static final int SIGN_FLIP_USERS = 2_000;

  /**
   * Compares.
   *
   * @param first values by user, NaN for users not counted
   * @param second of the same users
   * @param seed of flips and resamples
   * @param threads how many threads, 1 or more; the result does not depend on it
   */
  public static Paired of(double[] first, double[] second, long seed, int threads) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(first.length + " and " + second.length + " users");
    }
    double[] a = new double[first.length];
    double[] b = new double[first.length];
    double[] d = new double[first.length];
    int n = 0;
    for (int u = 0; u < first.length; u++) {
      if (!Double.isNaN(first[u]) && !Double.isNaN(second[u])) {
        a[n] = first[u];
        b[n] = second[u];
        d[n++] = first[u] - second[u];
      }
    }
    a = Arrays.copyOf(a, n);
    b = Arrays.copyOf(b, n);
    d = Arrays.copyOf(d, n);
    if (n == 0) {
      return new Paired(new Interval(Double.NaN, Double.NaN, Double.NaN), 1);
    }
    double p =
        n > SIGN_FLIP_USERS
            ? PairedT.pValue(a, b)
            : new SignFlip(n, SignFlip.FLIPS, seed, threads)
                .pValues(new double[][] {a, b}, new int[][] {{0, 1}})[0];
    Interval interval =
        Bootstrap.intervals(List.of(d), Bootstrap.RESAMPLES, seed, threads).getFirst();
    return new Paired(interval, p);
  }
}
