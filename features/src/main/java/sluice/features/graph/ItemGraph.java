package sluice.features.graph;

import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * The strongest neighbours of every item: a weighted directed graph in compressed sparse rows.
 *
 * <p>Item a's neighbours are {@code neighbour(a, 0), neighbour(a, 1), …}, the heaviest first, ties
 * by a hash of the seed and the two items. Immutable, safe for use by many threads. 8 bytes an
 * edge.
 */
public final class ItemGraph {
  private final int[] offsets;
  private final int[] neighbours;
  private final float[] weights;

  /**
   * Makes a graph.
   *
   * @param offsets items + 1 offsets
   * @param neighbours the rows' items
   * @param weights one a neighbour, above 0, descending within a row
   */
  public ItemGraph(int[] offsets, int[] neighbours, float[] weights) {
    if (weights.length != neighbours.length || offsets[offsets.length - 1] != weights.length) {
      throw new IllegalArgumentException("rows do not cover the edges");
    }
    this.offsets = offsets;
    this.neighbours = neighbours;
    this.weights = weights;
  }

  /** Writes the graph under a name. */
  public void write(String name, ArrayWriter out) {
    out.ints(name + ".offsets", offsets).ints(name + ".neighbours", neighbours);
    out.floats(name + ".weights", weights);
  }

  /** Reads what {@link #write} wrote. */
  public static ItemGraph read(String name, ArrayReader in) {
    int[] offsets = in.ints(name + ".offsets");
    return new ItemGraph(offsets, in.ints(name + ".neighbours"), in.floats(name + ".weights"));
  }

  /** Returns the number of items. */
  public int items() {
    return offsets.length - 1;
  }

  /** Returns the number of edges. */
  public int edges() {
    return weights.length;
  }

  /** Returns how many neighbours an item has. */
  public int size(int item) {
    return offsets[item + 1] - offsets[item];
  }

  /** Returns an item's k-th neighbour, 0 the heaviest. */
  public int neighbour(int item, int k) {
    return neighbours[offsets[item] + k];
  }

  /** Returns the weight of an item's k-th neighbour. */
  public float weight(int item, int k) {
    return weights[offsets[item] + k];
  }
}
