package sluice.core;

import java.util.Arrays;

/**
 * Feature values of some candidates: row-major, one row a candidate, one column a feature of the
 * schema.
 *
 * <p>Reusable: {@link #resize} keeps the memory. NaN means missing. Not thread-safe.
 */
public final class FeatureMatrix {
  private final FeatureSchema schema;
  private float[] data;
  private int rows;

  /** Makes a matrix of zero rows with room for some. */
  public FeatureMatrix(FeatureSchema schema, int expectedRows) {
    this.schema = schema;
    this.data = new float[Math.multiplyExact(Math.max(1, expectedRows), schema.size())];
  }

  /** Sets the number of rows; new rows hold whatever was there before. */
  public void resize(int newRows) {
    int need = Math.multiplyExact(newRows, schema.size());
    if (need > data.length) {
      data = Arrays.copyOf(data, Math.max(need, data.length + (data.length >> 1)));
    }
    rows = newRows;
  }

  /** Adds a row copied from another matrix of the same schema. */
  public void append(FeatureMatrix other, int row) {
    int width = schema.size();
    resize(rows + 1);
    System.arraycopy(other.data, row * width, data, (rows - 1) * width, width);
  }

  /** Returns the schema. */
  public FeatureSchema schema() {
    return schema;
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the number of columns. */
  public int columns() {
    return schema.size();
  }

  /** Returns the flat array itself, row-major; longer than rows × columns. */
  public float[] data() {
    return data;
  }

  /** Returns a value. */
  public float get(int row, int column) {
    return data[row * schema.size() + column];
  }

  /** Sets a value. */
  public void set(int row, int column, float value) {
    data[row * schema.size() + column] = value;
  }
}
