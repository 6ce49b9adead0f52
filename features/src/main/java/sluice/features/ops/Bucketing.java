package sluice.features.ops;

import java.util.Arrays;

/** Numbers the interval a value falls in: how many of the bounds it reaches, 0 … bounds. */
public final class Bucketing {
  private final float[] bounds;

  private Bucketing(float[] bounds) {
    this.bounds = bounds;
  }

  /**
   * Fits bounds at the quantiles 1/n … (n − 1)/n of the values, missing ones left out; equal bounds
   * become one, so that there may be fewer than n buckets. Quantiles are interpolated linearly, as
   * numpy does by default.
   */
  public static Bucketing quantiles(float[] values, int n) {
    if (n < 2) {
      throw new IllegalArgumentException(n + " buckets");
    }
    float[] sorted = present(values);
    Arrays.sort(sorted);
    float[] bounds = new float[n - 1];
    int size = 0;
    for (int k = 1; k < n && sorted.length > 0; k++) {
      double place = (double) k / n * (sorted.length - 1);
      int low = (int) place;
      int high = Math.min(low + 1, sorted.length - 1);
      float bound = (float) (sorted[low] + (place - low) * ((double) sorted[high] - sorted[low]));
      if (size == 0 || bound > bounds[size - 1]) {
        bounds[size++] = bound;
      }
    }
    return new Bucketing(Arrays.copyOf(bounds, size));
  }

  private static float[] present(float[] values) {
    float[] there = new float[values.length];
    int n = 0;
    for (float v : values) {
      if (!Float.isNaN(v)) {
        there[n++] = v;
      }
    }
    return Arrays.copyOf(there, n);
  }

  /** Returns how many buckets there are. */
  public int buckets() {
    return bounds.length + 1;
  }

  /** Returns a copy of the bounds. */
  public float[] bounds() {
    return bounds.clone();
  }

  /** Returns the bucket of a value that is not NaN. */
  public int bucket(float value) {
    int low = 0;
    int high = bounds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
