package sluice.features.families;

import java.util.Arrays;

/**
 * Weights by code with a list of the codes touched, emptied in time linear in those. Not
 * thread-safe.
 */
final class SparseProfile {
  private final float[] weights;
  private final boolean[] held;
  private int[] touched = new int[64];
  private int size;

  SparseProfile(int codes) {
    weights = new float[codes];
    held = new boolean[codes];
  }

  void add(int code, float weight) {
    if (!held[code]) {
      held[code] = true;
      if (size == touched.length) {
        touched = Arrays.copyOf(touched, 2 * size);
      }
      touched[size++] = code;
    }
    weights[code] += weight;
  }

  float get(int code) {
    return weights[code];
  }

  int size() {
    return size;
  }

  int code(int k) {
    return touched[k];
  }

  void clear() {
    for (int k = 0; k < size; k++) {
      weights[touched[k]] = 0;
      held[touched[k]] = false;
    }
    size = 0;
  }
}
