package sluice.candidates.text;

import java.util.Arrays;

/**
 * The terms that tell most about some items, as a query: of each term the weighted sum of its
 * frequency, saturated as BM25 does, over the items; the terms with the largest sum × rarity are
 * kept.
 *
 * <p>Collects once, then is cut once. Not thread-safe.
 */
final class Profile {
  private static final double SATURATION = 1.2;

  private final ItemTerms all;
  private int[] entries = new int[256];
  private double[] amounts = new double[256];
  private int size;
  private int[] terms = new int[0];
  private float[] boosts = new float[0];

  Profile(ItemTerms all) {
    this.all = all;
  }

  /** Adds an item's terms with a weight above 0. */
  void add(int item, double weight) {
    for (int k = 0; k < all.count(item); k++) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, size * 2);
        amounts = Arrays.copyOf(amounts, size * 2);
      }
      double frequency = all.frequency(item, k);
      entries[size] = all.term(item, k);
      amounts[size++] = weight * frequency / (frequency + SATURATION);
    }
  }

  /** Keeps the best terms; ties in the order of the terms. */
  void cut(int most) {
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      keys[i] = (long) entries[i] << 32 | i;
    }
    Arrays.sort(keys);
    double[] sums = new double[size];
    int[] found = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      int term = (int) (keys[i] >>> 32);
      if (count == 0 || found[count - 1] != term) {
        found[count++] = term;
      }
      sums[count - 1] += amounts[(int) keys[i]];
    }
    // The sort key is the float's bits, which order positive floats as their values; inverted for
    // the best first.
    long[] best = new long[count];
    for (int t = 0; t < count; t++) {
      float worth = (float) (sums[t] * all.rarity(found[t]));
      best[t] = (long) ~Float.floatToIntBits(worth) << 32 | t;
    }
    Arrays.sort(best);
    int kept = Math.min(most, count);
    terms = new int[kept];
    boosts = new float[kept];
    double largest = 0;
    for (int k = 0; k < kept; k++) {
      largest = Math.max(largest, sums[(int) best[k]]);
    }
    for (int k = 0; k < kept; k++) {
      terms[k] = found[(int) best[k]];
      boosts[k] = (float) (sums[(int) best[k]] / largest);
    }
  }

  /** Returns the terms that were kept, the most telling first. */
  int[] terms() {
    return terms;
  }

  /** Returns what each counts in the query, the largest 1. */
  float[] boosts() {
    return boosts;
  }
}
