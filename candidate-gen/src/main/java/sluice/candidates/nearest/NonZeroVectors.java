package sluice.candidates.nearest;

import java.util.Arrays;
import sluice.core.ItemVectors;

/**
 * The vectors of an embedding that are not zero, side by side: those that can be searched.
 *
 * <p>A zero vector stands for an item nothing is known of; it would score 0 for everyone, and is
 * never brought. Vectors are numbered 0 … size − 1 in the order of their items. Immutable, safe for
 * use by many threads.
 */
public final class NonZeroVectors {
  private final int[] items;
  private final float[] data;
  private final int dimension;

  private NonZeroVectors(int[] items, float[] data, int dimension) {
    this.items = items;
    this.data = data;
    this.dimension = dimension;
  }

  /** Picks the vectors that are not zero; shares the embedding's array where none is. */
  public static NonZeroVectors of(ItemVectors vectors) {
    int dimension = vectors.dimension();
    int[] items = new int[vectors.size()];
    int size = 0;
    for (int i = 0; i < items.length; i++) {
      for (int f = vectors.offset(i); f < vectors.offset(i) + dimension; f++) {
        if (vectors.data()[f] != 0) {
          items[size++] = i;
          break;
        }
      }
    }
    if (size == items.length) {
      return new NonZeroVectors(items, vectors.data(), dimension);
    }
    float[] data = new float[size * dimension];
    for (int k = 0; k < size; k++) {
      System.arraycopy(vectors.data(), vectors.offset(items[k]), data, k * dimension, dimension);
    }
    return new NonZeroVectors(Arrays.copyOf(items, size), data, dimension);
  }

  /** Returns how many vectors are not zero. */
  public int size() {
    return items.length;
  }

  /** Returns the floats a vector. */
  public int dimension() {
    return dimension;
  }

  /** Returns the item of the k-th vector. */
  public int item(int k) {
    return items[k];
  }

  /** Returns the flat array, for reading only; the k-th vector starts at k · dimension. */
  float[] data() {
    return data;
  }
}
