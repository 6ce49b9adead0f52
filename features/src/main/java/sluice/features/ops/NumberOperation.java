package sluice.features.ops;

/**
 * Turns one number into one or more: imputation, scaling, buckets, circles.
 *
 * <p>What is fitted is a function of the values it was fitted on and nothing else. NaN means
 * missing; every operation but {@link Imputation} hands it on as NaN. Immutable, safe for use by
 * many threads.
 */
public sealed interface NumberOperation
    permits Bucketing, Cyclic, Imputation, LogScale, MinMax, ZScore {
  /** Returns how many numbers come out. */
  int width();

  /** Writes what comes of a value to {@code out[offset … offset + width() − 1]}. */
  void apply(float value, float[] out, int offset);

  /** Returns what comes of a value. */
  default float[] apply(float value) {
    float[] out = new float[width()];
    apply(value, out, 0);
    return out;
  }
}
