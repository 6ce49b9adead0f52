package sluice.features;

import java.util.List;
import sluice.core.Feature;

/**
 * Features that are declared together and filled in one go. Immutable, safe for use by many
 * threads.
 */
interface Family {
  /** Returns the declarations, in the order of the columns. */
  List<Feature> features();

  /** Makes one thread's own means to fill them. */
  Filler newFiller();

  /**
   * Fills the columns of a family for all candidates of a request; holds scratch memory, not
   * thread-safe.
   */
  interface Filler {
    /** Fills the rows; what is not written keeps the declared default. */
    void fill(RequestFacts facts, Rows rows);
  }

  /** Where a family writes: its own columns of the matrix. */
  final class Rows {
    private float[] data = new float[0];
    private int width;
    private int first;

    /** Points at the columns from {@code column} on. */
    void at(float[] newData, int newWidth, int column) {
      data = newData;
      width = newWidth;
      first = column;
    }

    /** Sets a value of candidate c. */
    void set(int c, int column, float value) {
      data[c * width + first + column] = value;
    }

    /** Returns a value that was set for candidate c. */
    float get(int c, int column) {
      return data[c * width + first + column];
    }

    /** Sets the first columns of candidate c to a row that stands elsewhere. */
    void copy(int c, float[] from, int offset, int columns) {
      System.arraycopy(from, offset, data, c * width + first, columns);
    }

    /** Sets the first columns of candidate c to those of another. */
    void copy(int c, int other, int columns) {
      copy(c, data, other * width + first, columns);
    }

    /** Sets a value of all of n candidates. */
    void setAll(int n, int column, float value) {
      for (int c = 0; c < n; c++) {
        set(c, column, value);
      }
    }
  }
}
