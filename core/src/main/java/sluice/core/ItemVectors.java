package sluice.core;

/**
 * One vector an item, in a flat array: the vector of item i is {@code data[i · dimension … (i + 1)
 * · dimension − 1]}.
 *
 * <p>Immutable; the array is taken over, not copied, and must not be changed. Safe for use by many
 * threads.
 */
public final class ItemVectors {
  private final float[] data;
  private final int size;
  private final int dimension;

  /**
   * Makes vectors of a flat array.
   *
   * @param size how many items
   * @param dimension floats a vector, 1 or more
   */
  public ItemVectors(float[] data, int size, int dimension) {
    if (dimension < 1 || data.length != Math.multiplyExact(size, dimension)) {
      throw new IllegalArgumentException(
          data.length + " floats for " + size + " vectors of dimension " + dimension);
    }
    this.data = data;
    this.size = size;
    this.dimension = dimension;
  }

  /** Returns the flat array itself, not a copy: for reading only. */
  public float[] data() {
    return data;
  }

  /** Returns the number of items. */
  public int size() {
    return size;
  }

  /** Returns the floats a vector. */
  public int dimension() {
    return dimension;
  }

  /** Returns where item i's vector starts in {@link #data()}. */
  public int offset(int item) {
    return item * dimension;
  }
}
