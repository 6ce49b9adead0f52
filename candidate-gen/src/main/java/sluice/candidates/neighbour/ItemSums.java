package sluice.candidates.neighbour;

import java.util.Arrays;

/**
 * Sums by item in a dense array, cleared in time proportional to the items that were touched. Not
 * thread-safe.
 */
final class ItemSums {
  private final float[] sums;
  private final boolean[] held;
  private int[] touched = new int[256];
  private int size;

  ItemSums(int items) {
    sums = new float[items];
    held = new boolean[items];
  }

  void add(int item, float amount) {
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

  void clear() {
    for (int k = 0; k < size; k++) {
      sums[touched[k]] = 0;
      held[touched[k]] = false;
    }
    size = 0;
  }
}
