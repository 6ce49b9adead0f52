package sluice.candidates.neighbour;

import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Items and their neighbours, best first, with how near each is: compressed sparse rows. Immutable;
 * arrays are taken over.
 */
public final class ItemGraph {
  private final int[] offsets;
  private final int[] neighbours;
  private final float[] weights;

  ItemGraph(int[] offsets, int[] neighbours, float[] weights) {
    this.offsets = offsets;
    this.neighbours = neighbours;
    this.weights = weights;
  }

  void write(ArrayWriter out) {
    out.ints("offsets", offsets).ints("neighbours", neighbours).floats("weights", weights);
  }

  static ItemGraph read(ArrayReader in) {
    return new ItemGraph(in.ints("offsets"), in.ints("neighbours"), in.floats("weights"));
  }

  /** Returns the number of items. */
  public int items() {
    return offsets.length - 1;
  }

  /**
   * Returns where an item's neighbours start in the arrays that {@link #neighbour} and {@link
   * #weight} read.
   */
  public int start(int item) {
    return offsets[item];
  }

  /** Returns the item at a place from {@code start(item)} to {@code start(item + 1) − 1}. */
  public int neighbour(int place) {
    return neighbours[place];
  }

  /** Returns how near the item at a place is, above 0. */
  public float weight(int place) {
    return weights[place];
  }
}
