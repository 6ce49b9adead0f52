package sluice.sample;

import java.util.Arrays;

/**
 * The items a user has watched or hidden, in the order in which that happened. Mutable, for one
 * thread.
 */
final class SeenItems {
  private final boolean[] marks;
  private int[] order = new int[64];
  private int size;

  /** Makes an empty set over items 0 … n − 1. */
  SeenItems(int n) {
    marks = new boolean[n];
  }

  /** Adds an item; one that is there already stays where it is. */
  void add(int item) {
    if (marks[item]) {
      return;
    }
    marks[item] = true;
    if (size == order.length) {
      order = Arrays.copyOf(order, 2 * size);
    }
    order[size++] = item;
  }

  boolean contains(int item) {
    return marks[item];
  }

  int size() {
    return size;
  }

  /** Returns the i-th item added. */
  int get(int i) {
    return order[i];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      marks[order[i]] = false;
    }
    size = 0;
  }
}
