package sluice.ranking;

import java.util.Arrays;
import sluice.core.FeatureMatrix;

/**
 * The values of training rows put into at most so many bins a column, about as many rows in each,
 * so that a tree learner that looks at every distinct value has few to look at.
 *
 * <p>A column with no more distinct values than bins has a bin for each. Bins count from 1; 0 is
 * missing, which is thus below all. The cut between two bins lies halfway between the greatest
 * value of the one and the least of the other, as CART has it. Immutable.
 */
final class ValueBins {
  private final float[][] cuts;

  private ValueBins(float[][] cuts) {
    this.cuts = cuts;
  }

  /** Fits on all rows of a matrix, which are the training rows. */
  static ValueBins fit(FeatureMatrix rows, int bins) {
    float[][] cuts = new float[rows.columns()][];
    for (int j = 0; j < cuts.length; j++) {
      cuts[j] = cuts(known(rows, j), bins);
    }
    return new ValueBins(cuts);
  }

  private static float[] known(FeatureMatrix rows, int column) {
    float[] values = new float[rows.rows()];
    int n = 0;
    for (int r = 0; r < values.length; r++) {
      float v = rows.get(r, column);
      if (!Float.isNaN(v)) {
        values[n++] = v == 0 ? 0f : v; // −0 is 0
      }
    }
    float[] sorted = Arrays.copyOf(values, n);
    Arrays.sort(sorted);
    return sorted;
  }

  private static float[] cuts(float[] sorted, int bins) {
    float[] all = new float[sorted.length];
    int distinct = 0;
    for (int i = 1; i < sorted.length; i++) {
      distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    int n = 0;
    for (int i = 1; i < sorted.length; i++) {
      boolean full = distinct < bins || (long) i * bins >= (n + 1L) * sorted.length;
      if (sorted[i] != sorted[i - 1] && full) {
        all[n++] = between(sorted[i - 1], sorted[i]);
      }
    }
    return Arrays.copyOf(all, n);
  }

  /** Returns the middle, or the upper one where no float lies between. */
  private static float between(float below, float above) {
    float middle = (float) (((double) below + above) / 2);
    return middle > below ? middle : above;
  }

  /** Returns the bins of all rows of a matrix, row-major. */
  float[] of(FeatureMatrix rows) {
    float[] bins = new float[Math.multiplyExact(rows.rows(), cuts.length)];
    for (int r = 0; r < rows.rows(); r++) {
      for (int j = 0; j < cuts.length; j++) {
        bins[r * cuts.length + j] = bin(j, rows.get(r, j));
      }
    }
    return bins;
  }

  private int bin(int column, float v) {
    if (Float.isNaN(v)) {
      return 0;
    }
    int at = Arrays.binarySearch(cuts[column], v == 0 ? 0f : v);
    return at < 0 ? -at : at + 2;
  }

  /**
   * Returns the value at and above which a row goes right where the bins up to one go left;
   * negative infinity where only what is missing does.
   */
  float threshold(int column, int lastLeft) {
    return lastLeft == 0 ? Float.NEGATIVE_INFINITY : cuts[column][lastLeft - 1];
  }
}
