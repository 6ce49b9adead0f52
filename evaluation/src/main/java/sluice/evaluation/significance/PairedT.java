package sluice.evaluation.significance;

import java.util.Arrays;

/**
 * Student's paired t test, two-sided.
 *
 * <p>t = mean(d) / (sd(d) / √n) with the sample's standard deviation (n − 1), p from Student's
 * distribution with n − 1 degrees of freedom. Where all differences are equal p is 1 if they are 0,
 * and 0 otherwise; with fewer than two pairs it is 1. {@link MeanDifference} has the same with
 * clusters and intervals.
 */
public final class PairedT {
  private PairedT() {}

  /** Returns the p-value of paired values without NaN. */
  public static double pValue(double[] a, double[] b) {
    return difference(a, b, Clusters.single(a.length)).pValue();
  }

  /** Returns the mean difference a − b of paired values without NaN, with its standard error. */
  public static MeanDifference difference(double[] a, double[] b, Clusters clusters) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " and " + b.length + " values");
    }
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return MeanDifference.of(differences, clusters);
  }
}
