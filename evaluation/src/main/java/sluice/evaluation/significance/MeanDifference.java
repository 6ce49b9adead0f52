package sluice.evaluation.significance;

/**
 * The mean of paired differences with its standard error, rows of one user together.
 *
 * <p>With D_c the sum and n_c the number of a cluster's differences, N all rows and C all clusters:
 * mean = Σ D_c / N, standard error = √(C / (C − 1) · Σ (D_c − mean · n_c)²) / N, degrees of freedom
 * C − 1. With one row a cluster that is the paired t test exactly; otherwise the cluster-robust
 * (CR1) one. It assumes independent clusters, and enough of them (some 30) that their sums' mean is
 * about normal. With fewer than two clusters the standard error is NaN and p is 1.
 *
 * @param rows N
 * @param clusters C
 * @param mean in the measure's own unit
 * @param standardError of the mean
 */
public record MeanDifference(int rows, int clusters, double mean, double standardError) {
  /** Computes it from differences without NaN. */
  public static MeanDifference of(double[] differences, Clusters clusters) {
    clusters.check(differences.length);
    double[] sums = clusters.sums(differences);
    int[] sizes = clusters.sizes();
    int n = differences.length;
    double mean = 0;
    for (double sum : sums) {
      mean += sum;
    }
    mean /= n;
    double squares = 0;
    for (int c = 0; c < sums.length; c++) {
      double residual = sums[c] - mean * sizes[c];
      squares += residual * residual;
    }
    double count = sums.length;
    double error = count < 2 ? Double.NaN : Math.sqrt(count / (count - 1) * squares) / n;
    return new MeanDifference(n, sums.length, mean, error);
  }

  /** Returns the degrees of freedom. */
  public int degrees() {
    return clusters - 1;
  }

  /** Returns t = mean / standard error; infinite or NaN where the differences do not spread. */
  public double t() {
    return mean / standardError;
  }

  /** Returns the two-sided p-value of no difference. */
  public double pValue() {
    if (clusters < 2) {
      return 1;
    }
    if (standardError == 0) {
      return mean == 0 ? 1 : 0;
    }
    return StudentT.twoSided(t(), degrees());
  }

  /**
   * Returns the interval mean ± t · standard error; NaN ends with fewer than two clusters.
   *
   * @param level such as 0.95
   */
  public Interval interval(double level) {
    double reach =
        clusters < 2 ? Double.NaN : StudentT.critical(1 - level, degrees()) * standardError;
    return new Interval(mean, mean - reach, mean + reach);
  }

  /**
   * Returns the standard deviation that independent users would have for this standard error: √C ·
   * standard error. With one row a user it is the differences' own.
   */
  public double deviation() {
    return Math.sqrt(clusters) * standardError;
  }
}
