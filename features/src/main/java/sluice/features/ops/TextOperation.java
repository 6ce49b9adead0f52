package sluice.features.ops;

/**
 * Turns one text into numbers: one-hot and hashing.
 *
 * <p>The empty string means missing and gives all 0. Immutable, safe for use by many threads.
 */
public sealed interface TextOperation permits Hashing, OneHot {
  /** Returns how many numbers come out. */
  int width();

  /** Writes what comes of a text to {@code out[offset … offset + width() − 1]}. */
  void apply(String value, float[] out, int offset);

  /** Returns what comes of a text. */
  default float[] apply(String value) {
    float[] out = new float[width()];
    apply(value, out, 0);
    return out;
  }
}
