package sluice.candidates.content;

import java.util.Arrays;
import sluice.candidates.text.ItemTerms;

/**
 * The TF-IDF matrix of items by terms in compressed sparse rows; terms that only one item has are
 * left out, as they relate nothing. Immutable.
 */
final class TermMatrix {
  private final int[] offsets;
  private final int[] columns;
  private final float[] values;
  private final int columnCount;

  private TermMatrix(int[] offsets, int[] columns, float[] values, int columnCount) {
    this.offsets = offsets;
    this.columns = columns;
    this.values = values;
    this.columnCount = columnCount;
  }

  /** Weighs the terms of items; every row that is not empty has length 1. */
  static TermMatrix of(ItemTerms terms) {
    int entries = 0;
    for (int item = 0; item < terms.items(); item++) {
      entries += terms.count(item);
    }
    int[] offsets = new int[terms.items() + 1];
    int[] columns = new int[entries];
    float[] values = new float[entries];
    double[] squares = new double[terms.fields().size()];
    int size = 0;
    for (int item = 0; item < terms.items(); item++) {
      Arrays.fill(squares, 0);
      for (int k = 0; k < terms.count(item); k++) {
        int term = terms.term(item, k);
        if (terms.documents(term) > 1) {
          double value = (1 + Math.log(terms.frequency(item, k))) * terms.rarity(term);
          squares[terms.field(term)] += value * value;
          columns[size] = term;
          values[size++] = (float) value;
        }
      }
      int present = 0;
      for (double square : squares) {
        present += square > 0 ? 1 : 0;
      }
      for (int i = offsets[item]; i < size; i++) {
        values[i] /= (float) Math.sqrt(squares[terms.field(columns[i])] * present);
      }
      offsets[item + 1] = size;
    }
    return new TermMatrix(
        offsets, Arrays.copyOf(columns, size), Arrays.copyOf(values, size), terms.size());
  }

  int rows() {
    return offsets.length - 1;
  }

  int columns() {
    return columnCount;
  }

  int start(int row) {
    return offsets[row];
  }

  int column(int entry) {
    return columns[entry];
  }

  float value(int entry) {
    return values[entry];
  }

  /** Returns the matrix with rows and columns exchanged. */
  TermMatrix transposed() {
    int[] starts = new int[columnCount + 1];
    for (int column : columns) {
      starts[column + 1]++;
    }
    for (int c = 0; c < columnCount; c++) {
      starts[c + 1] += starts[c];
    }
    int[] next = starts.clone();
    int[] rowsOf = new int[columns.length];
    float[] moved = new float[columns.length];
    for (int row = 0; row < rows(); row++) {
      for (int i = offsets[row]; i < offsets[row + 1]; i++) {
        int to = next[columns[i]]++;
        rowsOf[to] = row;
        moved[to] = values[i];
      }
    }
    return new TermMatrix(starts, rowsOf, moved, rows());
  }
}
