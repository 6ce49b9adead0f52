package sluice.candidates.nearest;

import java.util.Arrays;

/** A binary heap of longs, the least on top, that grows as needed. Not thread-safe. */
final class LongHeap {
  private long[] values = new long[256];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  long top() {
    return values[0];
  }

  /** Returns the value at a place of the heap's array, in no order. */
  long at(int place) {
    return values[place];
  }

  void push(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (values[parent] <= value) {
        break;
      }
      values[at] = values[parent];
      at = parent;
    }
    values[at] = value;
  }

  long pop() {
    long least = values[0];
    long last = values[--size];
    if (size > 0) {
      sink(last);
    }
    return least;
  }

  /** Takes the least out and puts another in. */
  void replaceTop(long value) {
    sink(value);
  }

  private void sink(long value) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && values[child + 1] < values[child]) {
        child++;
      }
      if (values[child] >= value) {
        break;
      }
      values[at] = values[child];
      at = child;
    }
    values[at] = value;
  }
}
