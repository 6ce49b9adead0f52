package sluice.evaluation;

import java.util.Arrays;

/**
 * Discounted cumulative gain: what nDCG is made of, in the report and where rankers are tuned.
 *
 * <p>A sum of gain · discount, the discount of a rank being 1 / log₂(rank + 1).
 */
public final class Dcg {
  private static final double[] TABLE = new double[4096];

  static {
    for (int place = 0; place < TABLE.length; place++) {
      TABLE[place] = compute(place);
    }
  }

  private Dcg() {}

  /** Returns 1 / log₂(rank + 1), the rank being the place + 1. */
  public static double discount(int place) {
    return place < TABLE.length ? TABLE[place] : compute(place);
  }

  private static double compute(int place) {
    return Math.log(2) / Math.log(place + 2);
  }

  /**
   * Returns the sum of gain · discount of the best list of k.
   *
   * @param gains sorted here, ascending
   */
  public static double ideal(double[] gains, int k) {
    Arrays.sort(gains);
    double sum = 0;
    for (int place = 0; place < Math.min(gains.length, k); place++) {
      sum += gains[gains.length - 1 - place] * discount(place);
    }
    return sum;
  }

  /**
   * Returns the sum over the k rows with the highest scores.
   *
   * <p>A row counts with the mean over all orders of the rows it is tied with (McSherry and Najork,
   * "Computing information retrieval performance measures efficiently in the presence of tied
   * scores", 2008), which is what a tie-break by hash gives on average.
   *
   * @param scores the score of the first row stands at {@code offset}, the others follow
   * @param rows how many rows there are
   * @param gains of the rows, from 0
   */
  public static double ofScores(float[] scores, int offset, int rows, Gains gains, int k) {
    float[] top = top(scores, offset, rows, Math.min(k, rows));
    double dcg = 0;
    for (int from = 0; from < top.length; ) {
      float level = top[from];
      double discount = discount(from);
      int to = from + 1;
      while (to < top.length && top[to] == level) {
        discount += discount(to++);
      }
      dcg += discount * meanGain(scores, offset, rows, gains, level);
      from = to;
    }
    return dcg;
  }

  /** Returns the k highest scores, the highest first. */
  private static float[] top(float[] scores, int offset, int rows, int k) {
    float[] top = new float[k];
    int held = 0;
    for (int r = 0; r < rows; r++) {
      float s = scores[offset + r];
      if (held == k && s <= top[k - 1]) {
        continue;
      }
      int at = held < k ? held++ : k - 1;
      while (at > 0 && top[at - 1] < s) {
        top[at] = top[at - 1];
        at--;
      }
      top[at] = s;
    }
    return top;
  }

  private static double meanGain(float[] scores, int offset, int rows, Gains gains, float level) {
    double gain = 0;
    int tied = 0;
    for (int r = 0; r < rows; r++) {
      if (scores[offset + r] == level) {
        gain += gains.gain(r);
        tied++;
      }
    }
    return gain / tied;
  }

  /** The gains of rows. */
  @FunctionalInterface
  public interface Gains {
    /** Returns the gain of a row, from 0. */
    float gain(int row);
  }
}
