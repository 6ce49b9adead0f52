package sluice.features.ops;

import java.util.Arrays;

/**
 * Puts a value where one is missing, and tells of it in a second number if asked to.
 *
 * @param fill what is put in place of NaN
 * @param indicator whether a second number follows: 1 where the value was missing, else 0
 */
public record Imputation(float fill, boolean indicator) implements NumberOperation {
  /** How the fill is found. */
  public enum Strategy {
    /** Arithmetic mean of what is there. */
    MEAN,
    /**
     * Middle value of what is there, the mean of the two middle ones where their number is even.
     */
    MEDIAN,
    /** Most frequent value, the least of several. */
    MODE
  }

  /** Checks. */
  public Imputation {
    if (!Float.isFinite(fill)) {
      throw new IllegalArgumentException("fill is " + fill);
    }
  }

  /** Fits the fill on values; 0 where all are missing. */
  public static Imputation fit(Strategy strategy, float[] values, boolean indicator) {
    float[] there = present(values);
    Arrays.sort(there);
    if (there.length == 0) {
      return new Imputation(0, indicator);
    }
    return new Imputation(
        switch (strategy) {
          case MEAN -> (float) mean(there);
          case MEDIAN -> median(there);
          case MODE -> mode(there);
        },
        indicator);
  }

  static float[] present(float[] values) {
    float[] there = new float[values.length];
    int n = 0;
    for (float v : values) {
      if (!Float.isNaN(v)) {
        there[n++] = v;
      }
    }
    return Arrays.copyOf(there, n);
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  private static float median(float[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : (float) (((double) sorted[middle - 1] + sorted[middle]) / 2);
  }

  private static float mode(float[] sorted) {
    float best = sorted[0];
    int most = 0;
    for (int from = 0, to; from < sorted.length; from = to) {
      for (to = from + 1; to < sorted.length && sorted[to] == sorted[from]; ) {
        to++;
      }
      if (to - from > most) {
        most = to - from;
        best = sorted[from];
      }
    }
    return best;
  }

  @Override
  public int width() {
    return indicator ? 2 : 1;
  }

  @Override
  public void apply(float value, float[] out, int offset) {
    out[offset] = Float.isNaN(value) ? fill : value;
    if (indicator) {
      out[offset + 1] = Float.isNaN(value) ? 1 : 0;
    }
  }
}
