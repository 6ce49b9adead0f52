package sluice.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best k of a stream of scored items, ties by {@link TieBreak}.
 *
 * <p>What may be among the best gathers in a buffer of up to 4 k entries; when it is full it is
 * sorted and cut to the best k, the least of which is the threshold from then on, by score and, for
 * equal scores, by key. An entry is one long, the score's bits above the item, so that sorting is
 * the library's own over primitives. The result does not depend on the order of the offers.
 * Offering costs one comparison for an item below the threshold and O(log k) on average for one
 * that is not. Scores are numbers; −0 comes back as 0. Reusable after {@link #reset}; not
 * thread-safe.
 */
public final class TopK {
  /** So many equal scores are put in order by insertion, more by sorting. */
  private static final int SHORT_RUN = 16;

  private final int k;
  private long[] entries;
  private int size;
  private float threshold;

  /** Key of the least that is kept: what scores like it must not come after it. */
  private long leastKey;

  private @Nullable TieBreak ties;

  /**
   * Makes an empty list.
   *
   * @param k how many to keep, 0 or more
   */
  public TopK(int k) {
    if (k < 0) {
      throw new IllegalArgumentException("k is " + k);
    }
    this.k = k;
    this.entries = new long[k + 1];
    this.threshold = k == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    this.leastKey = Long.MAX_VALUE;
  }

  /** Empties the list for another request. */
  public void reset(TieBreak newTies) {
    this.ties = newTies;
    this.size = 0;
    this.threshold = k == 0 ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY;
    this.leastKey = Long.MAX_VALUE;
  }

  /** Returns how many items would be taken out. */
  public int size() {
    return Math.min(k, size);
  }

  /**
   * Returns a score below which no item needs to be offered; it rises as items come, and is never
   * above the k-th best score so far.
   */
  public float threshold() {
    return threshold;
  }

  /** Offers an item; each item at most once between resets. */
  public void offer(int item, float score) {
    if (ties == null) {
      throw new IllegalStateException("reset first");
    }
    if (k == 0 || below(item, score, ties)) {
      return;
    }
    if (size == entries.length) {
      makeRoom(ties);
      if (below(item, score, ties)) {
        return;
      }
    }
    int bits = Float.floatToRawIntBits(score + 0f);
    int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
    entries[size++] = (long) ~ascending << 32 | item;
  }

  private boolean below(int item, float score, TieBreak order) {
    return score < threshold || (score == threshold && order.key(item) > leastKey);
  }

  private void makeRoom(TieBreak order) {
    if (entries.length < 4L * k) {
      entries = Arrays.copyOf(entries, (int) Math.min(4L * k, 2L * entries.length));
      return;
    }
    Arrays.sort(entries, 0, size);
    // which of those that score like the k-th stay is for the tie-break to say
    int from = k - 1;
    while (from > 0 && sameScore(from - 1, k - 1)) {
      from--;
    }
    int to = k;
    while (to < size && sameScore(to, k - 1)) {
      to++;
    }
    breakTies(from, to);
    size = k;
    threshold = score(entries[k - 1]);
    leastKey = order.key((int) entries[k - 1]);
  }

  /** Takes the items out, best first, and leaves the list empty. */
  public RankedItems take() {
    Arrays.sort(entries, 0, size);
    int n = size();
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < size && sameScore(to, from)) {
        to++;
      }
      breakTies(from, to);
      from = to;
    }
    int[] items = new int[n];
    float[] scores = new float[n];
    for (int place = 0; place < n; place++) {
      items[place] = (int) entries[place];
      scores[place] = score(entries[place]);
    }
    size = 0;
    return new RankedItems(items, scores);
  }

  private boolean sameScore(int a, int b) {
    return entries[a] >> 32 == entries[b] >> 32;
  }

  private static float score(long entry) {
    int ascending = ~(int) (entry >> 32);
    return Float.intBitsToFloat(ascending ^ (ascending >> 31 & Integer.MAX_VALUE));
  }

  /** Orders entries of equal score, from … to − 1, by the keys of their items. */
  private void breakTies(int from, int to) {
    if (to - from < 2 || ties == null) {
      return;
    }
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ties.key((int) entries[from + i]);
    }
    if (keys.length <= SHORT_RUN) {
      insert(keys, from);
    } else {
      long[] unordered = Arrays.copyOfRange(entries, from, to);
      long[] ordered = keys.clone();
      Arrays.sort(ordered);
      int[] taken = new int[keys.length];
      for (int i = 0; i < keys.length; i++) {
        int at = Arrays.binarySearch(ordered, keys[i]);
        while (at > 0 && ordered[at - 1] == keys[i]) {
          at--;
        }
        // entries come in the order of their items, so that even two equal keys are always in one
        // order
        entries[from + at + taken[at]++] = unordered[i];
      }
    }
  }

  private void insert(long[] keys, int from) {
    for (int i = 1; i < keys.length; i++) {
      long key = keys[i];
      long entry = entries[from + i];
      int at = i;
      for (; at > 0 && keys[at - 1] > key; at--) {
        keys[at] = keys[at - 1];
        entries[from + at] = entries[from + at - 1];
      }
      keys[at] = key;
      entries[from + at] = entry;
    }
  }
}
