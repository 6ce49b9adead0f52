package sluice.evaluation.audit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well one column of numbers tells labels, or another column. Missing (NaN) is the lowest
 * value; ties have their mean rank.
 */
public final class SingleValue {
  private SingleValue() {}

  /**
   * Returns the area under the ROC curve of a column against labels, or of its negative, whichever
   * is above one half: the probability that a relevant row stands apart from another, ties counting
   * half (Mann and Whitney).
   *
   * @return 0.5 … 1; NaN where one of the two labels has no row
   */
  public static double auc(double[] values, boolean[] relevant) {
    double[] ranks = ranks(values);
    double sum = 0;
    long positives = 0;
    for (int i = 0; i < ranks.length; i++) {
      if (relevant[i]) {
        sum += ranks[i];
        positives++;
      }
    }
    long negatives = ranks.length - positives;
    double auc = (sum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    return Math.max(auc, 1 - auc);
  }

  /** Returns Spearman's rank correlation; NaN where a column is constant. */
  public static double spearman(double[] x, double[] y) {
    double[] a = ranks(x);
    double[] b = ranks(y);
    double mean = (a.length + 1) / 2.0;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - mean) * (b[i] - mean);
      aa += (a[i] - mean) * (a[i] - mean);
      bb += (b[i] - mean) * (b[i] - mean);
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** Returns ranks from 1, ties with their mean. */
  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> low(values[i])))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && low(values[order[to]]) == low(values[order[from]])) {
        to++;
      }
      for (int k = from; k < to; k++) {
        ranks[order[k]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double low(double value) {
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  /** Returns how many different values there are. */
  public static int distinct(double[] values) {
    return (int) Arrays.stream(values).map(SingleValue::low).distinct().count();
  }
}
