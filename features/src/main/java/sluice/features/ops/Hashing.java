package sluice.features.ops;

import sluice.core.Randomness;

/**
 * A fixed number of buckets for texts; a text's bucket is its hash modulo their number.
 *
 * <p>Nothing is fitted, so that a text never seen before has a place; different texts may share one
 * (Weinberger et al. 2009, without the sign).
 *
 * @param buckets 1 or more
 */
public record Hashing(int buckets) {
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
}
