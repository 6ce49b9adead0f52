package sluice.features.ops;

/**
 * Maps what was the least value to 0 and what was the greatest to 1: (x − min) / (max − min); 0
 * where they are the same.
 *
 * <p>A value outside what was seen is not cut off.
 */
public record MinMax(float min, float max) implements NumberOperation {
  /** Checks. */
  public MinMax {
    if (!(min <= max)) {
      throw new IllegalArgumentException("min " + min + ", max " + max);
    }
  }

  /** Fits the bounds on values, missing ones left out; 0 and 1 where all are missing. */
  public static MinMax fit(float[] values) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float v : values) {
      if (!Float.isNaN(v)) {
        min = Math.min(min, v);
        max = Math.max(max, v);
      }
    }
    return min <= max ? new MinMax(min, max) : new MinMax(0, 1);
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(float value, float[] out, int offset) {
    double range = (double) max - min;
    out[offset] = range == 0 && !Float.isNaN(value) ? 0 : (float) (((double) value - min) / range);
  }
}
