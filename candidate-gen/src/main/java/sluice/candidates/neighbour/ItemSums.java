package sluice.candidates.neighbour;

import java.util.Arrays;
import java.util.function.IntPredicate;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * Sums by item in a dense array, cleared in time proportional to the items that were touched. Not
 * thread-safe.
 */
public final class ItemSums {
  private final float[] sums;
  private final boolean[] held;
  private int[] touched = new int[256];
  private int size;

  /**
   * Makes sums of nothing.
   *
   * @param items how many items there are
   */
  public ItemSums(int items) {
    sums = new float[items];
    held = new boolean[items];
  }

  /** Adds to an item's sum; the item counts as touched from then on, whatever the amount. */
  public void add(int item, float amount) {
    if (!held[item]) {
      held[item] = true;
      if (size == touched.length) {
        touched = Arrays.copyOf(touched, size * 2);
      }
      touched[size++] = item;
    }
    sums[item] += amount;
  }

  /** Returns how many items were touched. */
  int size() {
    return size;
  }

  /** Returns the k-th item that was touched. */
  int item(int k) {
    return touched[k];
  }

  float sum(int item) {
    return sums[item];
  }

  /** Returns the eligible items of the largest sums among those that were touched. */
  public RankedItems best(IntPredicate eligible, TieBreak ties, int n) {
    TopK top = new TopK(Math.min(n, size));
    top.reset(ties);
    for (int k = 0; k < size; k++) {
      int item = touched[k];
      if (sums[item] >= top.threshold() && eligible.test(item)) {
        top.offer(item, sums[item]);
      }
    }
    return top.take();
  }

  /** Forgets everything. */
  public void clear() {
    for (int k = 0; k < size; k++) {
      sums[touched[k]] = 0;
      held[touched[k]] = false;
    }
    size = 0;
  }
}
