package sluice.core;

/**
 * One attribute column of an {@link EntityTable}; row i of every column belongs to the same entity
 * version.
 *
 * <p>Immutable; arrays are taken over, not copied.
 */
public sealed interface Column {
  /** Returns the number of rows. */
  int size();

  /** A column of numbers, NaN where missing. */
  final class Numbers implements Column {
    private final float[] values;

    /** Makes a column. */
    public Numbers(float[] values) {
      this.values = values;
    }

    /** Returns a row's number, NaN where missing. */
    public float value(int row) {
      return values[row];
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /** A column of times, milliseconds since 1970 UTC; {@link Long#MIN_VALUE} where missing. */
  final class Times implements Column {
    private final long[] values;

    /** Makes a column. */
    public Times(long[] values) {
      this.values = values;
    }

    /** Returns a row's time, {@link Long#MIN_VALUE} where missing. */
    public long value(int row) {
      return values[row];
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /** A column of free text, the empty string where missing. */
  final class Texts implements Column {
    private final String[] values;

    /** Makes a column. */
    public Texts(String[] values) {
      this.values = values;
    }

    /** Returns a row's text, the empty string where missing. */
    public String value(int row) {
      return values[row];
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /**
   * A column of sets of categories (a single category is a set of one), as codes of a {@link
   * Dictionary}.
   */
  final class Categories implements Column {
    private final Dictionary values;
    private final int[] offsets;
    private final int[] codes;

    /**
     * Makes a column.
     *
     * @param values the category names
     * @param offsets rows + 1 offsets into codes
     * @param codes the categories of each row
     */
    public Categories(Dictionary values, int[] offsets, int[] codes) {
      this.values = values;
      this.offsets = offsets;
      this.codes = codes;
    }

    /** Returns the category names. */
    public Dictionary values() {
      return values;
    }

    /** Returns how many categories a row has; 0 where missing. */
    public int count(int row) {
      return offsets[row + 1] - offsets[row];
    }

    /** Returns the code of a row's k-th category. */
    public int code(int row, int k) {
      return codes[offsets[row] + k];
    }

    @Override
    public int size() {
      return offsets.length - 1;
    }
  }
}
