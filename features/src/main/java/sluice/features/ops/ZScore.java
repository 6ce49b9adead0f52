package sluice.features.ops;

/**
 * Moves to mean 0 and scales to standard deviation 1: (x − mean) / deviation; 0 where all values
 * were the same.
 *
 * @param mean arithmetic mean
 * @param deviation population standard deviation (divided by n), 0 or more
 */
public record ZScore(double mean, double deviation) implements NumberOperation {
  /** Checks. */
  public ZScore {
    if (!Double.isFinite(mean) || !(deviation >= 0)) {
      throw new IllegalArgumentException("mean " + mean + ", deviation " + deviation);
    }
  }

  /**
   * Fits mean and deviation in two passes over the values, missing ones left out; 0 and 1 where all
   * are missing.
   */
  public static ZScore fit(float[] values) {
    float[] there = Imputation.present(values);
    if (there.length == 0) {
      return new ZScore(0, 1);
    }
    double mean = Imputation.mean(there);
    double squares = 0;
    for (float v : there) {
      squares += (v - mean) * (v - mean);
    }
    return new ZScore(mean, Math.sqrt(squares / there.length));
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public void apply(float value, float[] out, int offset) {
    out[offset] =
        deviation > 1e-9 * Math.max(1, Math.abs(mean)) || Float.isNaN(value)
            ? (float) ((value - mean) / deviation)
            : 0;
  }
}
