package sluice.features.ops;

import sluice.core.Randomness;

/**
 * One flag for each of a fixed number of buckets; a text's bucket is its hash modulo their number.
 *
 * <p>Nothing is fitted, so that a text never seen before has a place; different texts may share one
 * (Weinberger et al. 2009, without the sign).
 *
 * @param buckets 1 or more
 */
public record Hashing(int buckets) implements TextOperation {
  /** Checks. */
  public Hashing {
    if (buckets < 1) {
      throw new IllegalArgumentException(buckets + " buckets");
    }
  }

  /** Returns the bucket of a text, the same on every machine. */
  public int bucket(String value) {
    return Math.floorMod(Randomness.hash(value), buckets);
  }

  /** Returns the bucket of several texts taken together, a cross; their order counts. */
  public int cross(String... values) {
    long key = values.length;
    for (String v : values) {
      key = Randomness.mix(key * 0x9e3779b97f4a7c15L + Randomness.hash(v));
    }
    return Math.floorMod(key, buckets);
  }

  @Override
  public int width() {
    return buckets;
  }

  @Override
  public void apply(String value, float[] out, int offset) {
    for (int k = 0; k < buckets; k++) {
      out[offset + k] = 0;
    }
    if (!value.isEmpty()) {
      out[offset + bucket(value)] = 1;
    }
  }
}
