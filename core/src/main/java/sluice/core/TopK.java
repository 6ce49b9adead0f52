package sluice.core;

import org.jspecify.annotations.Nullable;

/**
 * The best k of a stream of scored items, ties by {@link TieBreak}: a bounded binary heap of
 * primitives.
 *
 * <p>The result does not depend on the order of the offers. Offering costs one comparison for an
 * item that does not qualify and O(log k) for one that does. Reusable after {@link #reset}; not
 * thread-safe.
 */
public final class TopK {
  private int[] items;
  private float[] scores;
  private long[] keys;
  private int k;
  private int size;
  private @Nullable TieBreak ties;

  /**
   * Makes a heap.
   *
   * @param k how many to keep, 0 or more
   */
  public TopK(int k) {
    if (k < 0) {
      throw new IllegalArgumentException("k is " + k);
    }
    this.k = k;
    this.items = new int[k];
    this.scores = new float[k];
    this.keys = new long[k];
  }

  /** Empties the heap for another request. */
  public void reset(TieBreak newTies) {
    this.ties = newTies;
    this.size = 0;
  }

  /** Returns how many items are held. */
  public int size() {
    return size;
  }

  /** Returns the least score that an item needs to be looked at: −∞ until k items are held. */
  public float threshold() {
    return size < k ? Float.NEGATIVE_INFINITY : k == 0 ? Float.POSITIVE_INFINITY : scores[0];
  }

  /** Offers an item; each item at most once between resets. */
  public void offer(int item, float score) {
    if (size == k && (k == 0 || score < scores[0])) {
      return;
    }
    TieBreak t = ties;
    if (t == null) {
      throw new IllegalStateException("reset first");
    }
    long key = t.key(item);
    if (size < k) {
      int at = size++;
      while (at > 0) {
        int parent = (at - 1) >>> 1;
        if (!worse(score, key, scores[parent], keys[parent])) {
          break;
        }
        move(parent, at);
        at = parent;
      }
      set(at, item, score, key);
    } else if (worse(scores[0], keys[0], score, key)) {
      siftDown(item, score, key, size);
    }
  }

  /** Takes the items out, best first, and leaves the heap empty. */
  public RankedItems take() {
    int n = size;
    int[] outItems = new int[n];
    float[] outScores = new float[n];
    for (int place = n - 1; place >= 0; place--) {
      outItems[place] = items[0];
      outScores[place] = scores[0];
      size--;
      if (size > 0) {
        siftDown(items[size], scores[size], keys[size], size);
      }
    }
    return new RankedItems(outItems, outScores);
  }

  private void siftDown(int item, float score, long key, int n) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= n) {
        break;
      }
      if (child + 1 < n && worse(scores[child + 1], keys[child + 1], scores[child], keys[child])) {
        child++;
      }
      if (!worse(scores[child], keys[child], score, key)) {
        break;
      }
      move(child, at);
      at = child;
    }
    set(at, item, score, key);
  }

  private static boolean worse(float score, long key, float otherScore, long otherKey) {
    return score < otherScore || (score == otherScore && key > otherKey);
  }

  private void move(int from, int to) {
    items[to] = items[from];
    scores[to] = scores[from];
    keys[to] = keys[from];
  }

  private void set(int at, int item, float score, long key) {
    items[at] = item;
    scores[at] = score;
    keys[at] = key;
  }
}
