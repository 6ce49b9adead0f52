package sluice.core.graph;

/**
 * The strongest neighbours of every item: a weighted directed graph in compressed sparse rows.
 *
 * <p>Item a's neighbours stand at the places {@code start(a)} to {@code start(a + 1) − 1}, the
 * heaviest first, ties by a hash of the seed and the two items. Immutable; arrays are taken over.
 * Safe for use by many threads. 8 bytes an edge.
 */
public final class ItemGraph {
  private final int[] starts;
  private final int[] neighbours;
  private final float[] weights;

  /**
   * Makes a graph.
   *
   * @param starts items + 1 places
   * @param neighbours the rows' items
   * @param weights one a neighbour, above 0, descending within a row
   */
  public ItemGraph(int[] starts, int[] neighbours, float[] weights) {
    if (weights.length != neighbours.length || starts[starts.length - 1] != weights.length) {
      throw new IllegalArgumentException("rows do not cover the edges");
    }
    this.starts = starts;
    this.neighbours = neighbours;
    this.weights = weights;
  }

  /** Returns the number of items. */
  public int items() {
    return starts.length - 1;
  }

  /** Returns where an item's neighbours start. */
  public int start(int item) {
    return starts[item];
  }

  /** Returns the item at a place. */
  public int neighbour(int place) {
    return neighbours[place];
  }

  /** Returns the weight of the edge at a place. */
  public float weight(int place) {
    return weights[place];
  }

  /** Returns all places where rows start, and the end: the array itself, for reading only. */
  public int[] starts() {
    return starts;
  }

  /** Returns the items at all places: the array itself, for reading only. */
  public int[] neighbours() {
    return neighbours;
  }

  /** Returns the weights at all places: the array itself, for reading only. */
  public float[] weights() {
    return weights;
  }
}
