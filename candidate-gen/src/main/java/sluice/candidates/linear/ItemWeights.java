package sluice.candidates.linear;

import java.util.Arrays;
import sluice.core.VectorMath;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Weights B of items on items, dense or in compressed sparse rows: what an item of the history adds
 * to the score of another.
 *
 * <p>Rows and columns are places in {@code items}, which lists the items of the catalogue that have
 * weights at all. Immutable, safe for use by many threads; arrays are taken over, not copied.
 */
final class ItemWeights {
  static final String FILE = "weights.arrays";

  private final int[] items;
  private final int[] starts;
  private final int[] columns;
  private final float[] weights;

  /**
   * Makes weights in sparse rows, or in dense ones where {@code starts} is empty.
   *
   * @param items the catalogue's item of each place
   * @param starts places + 1 offsets into the other two
   * @param columns place of each weight's column
   */
  ItemWeights(int[] items, int[] starts, int[] columns, float[] weights) {
    this.items = items;
    this.starts = starts;
    this.columns = columns;
    this.weights = weights;
  }

  /** Makes dense weights, one row after the other. */
  static ItemWeights dense(int[] items, float[] weights) {
    return new ItemWeights(items, new int[0], new int[0], weights);
  }

  /** Makes sparse weights of rows. */
  static ItemWeights sparse(int[] items, int[][] columns, float[][] weights) {
    int[] starts = new int[items.length + 1];
    for (int i = 0; i < items.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], columns[i].length);
    }
    int[] allColumns = new int[starts[items.length]];
    float[] allWeights = new float[allColumns.length];
    for (int i = 0; i < items.length; i++) {
      System.arraycopy(columns[i], 0, allColumns, starts[i], columns[i].length);
      System.arraycopy(weights[i], 0, allWeights, starts[i], columns[i].length);
    }
    return new ItemWeights(items, starts, allColumns, allWeights);
  }

  static ItemWeights read(ArrayReader in) {
    return new ItemWeights(
        in.ints("items"), in.ints("starts"), in.ints("columns"), in.floats("weights"));
  }

  void write(ArrayWriter out) {
    out.ints("items", items).ints("starts", starts).ints("columns", columns);
    out.floats("weights", weights);
  }

  /** Returns how many weights there are. */
  int count() {
    return weights.length;
  }

  /** Returns the bytes of the arrays. */
  long bytes() {
    return 4L * (items.length + starts.length + columns.length + weights.length);
  }

  /** Returns how many items have weights. */
  int size() {
    return items.length;
  }

  /** Returns the catalogue's item of a place. */
  int item(int place) {
    return items[place];
  }

  /** Returns the place of each item of a catalogue, −1 where it has none. */
  int[] places(int catalogue) {
    return places(items, catalogue);
  }

  static int[] places(int[] items, int catalogue) {
    int[] places = new int[catalogue];
    Arrays.fill(places, -1);
    for (int place = 0; place < items.length; place++) {
      places[items[place]] = place;
    }
    return places;
  }

  /** Adds a row, times a factor, to sums by place. */
  void add(int row, float factor, float[] sums) {
    if (starts.length == 0) {
      VectorMath.addScaled(factor, weights, row * items.length, sums, 0, items.length);
      return;
    }
    for (int k = starts[row]; k < starts[row + 1]; k++) {
      sums[columns[k]] += factor * weights[k];
    }
  }
}
