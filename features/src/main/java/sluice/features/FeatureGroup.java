package sluice.features;

import java.util.List;
import sluice.core.Feature;

/**
 * Features of one group, which are declared together, filled in one go, and left out together
 * ({@code features.without}). Immutable, safe for use by many threads.
 */
public interface FeatureGroup {
  /** Returns the declarations, in the order of the columns. */
  List<Feature> features();

  /** Makes one thread's own means to fill them. */
  Filler newFiller();

  /**
   * Fills the columns of a group for all candidates of a request; holds scratch memory, not
   * thread-safe.
   */
  interface Filler {
    /** Fills the rows; what is not written keeps the declared default. */
    void fill(RequestFacts facts, Rows rows);
  }

  /** Where a group writes: its own columns of the matrix. */
  final class Rows {
    private float[] data = new float[0];
    private int width;
    private int first;

    /** Makes what points nowhere. */
    public Rows() {}

    /** Points at the columns from {@code column} on. */
    public void at(float[] newData, int newWidth, int column) {
      data = newData;
      width = newWidth;
      first = column;
    }

    /** Sets a value of candidate c. */
    public void set(int c, int column, float value) {
      data[c * width + first + column] = value;
    }

    /** Returns a value that was set for candidate c. */
    public float get(int c, int column) {
      return data[c * width + first + column];
    }

    /** Sets the first columns of candidate c to a row that stands elsewhere. */
    public void copy(int c, float[] from, int offset, int columns) {
      System.arraycopy(from, offset, data, c * width + first, columns);
    }

    /** Sets the first columns of candidate c to those of another. */
    public void copy(int c, int other, int columns) {
      copy(c, data, other * width + first, columns);
    }

    /** Sets a value of all of n candidates. */
    public void setAll(int n, int column, float value) {
      for (int c = 0; c < n; c++) {
        set(c, column, value);
      }
    }
  }
}
