package sluice.ingestion.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;

/**
 * The rows of an item or user table: dated versions of attributes, and when an item is available.
 *
 * <p>Rows are grouped by entity, an entity's oldest version first. Undated versions hold from
 * {@link Long#MIN_VALUE} on. Immutable; arrays are taken over, not copied.
 */
public final class AttributeRows {
  private final int[] offsets;
  private final long[] asOf;
  private final long[] availableFrom;
  private final long[] availableUntil;
  private final Map<String, Column> columns;

  /**
   * Makes a table.
   *
   * @param offsets entities + 1 offsets into the rows
   * @param asOf per row the time from which it holds, {@link Long#MIN_VALUE} where undated
   * @param availableFrom per row, {@link Long#MIN_VALUE} for always
   * @param availableUntil per row, exclusive, {@link Long#MAX_VALUE} for ever
   * @param columns by name, in the order they are shown
   */
  public AttributeRows(
      int[] offsets,
      long[] asOf,
      long[] availableFrom,
      long[] availableUntil,
      Map<String, Column> columns) {
    int rows = offsets[offsets.length - 1];
    if (asOf.length != rows || availableFrom.length != rows || availableUntil.length != rows) {
      throw new IllegalArgumentException("dates do not fit " + rows + " rows");
    }
    this.offsets = offsets;
    this.asOf = asOf;
    this.availableFrom = availableFrom;
    this.availableUntil = availableUntil;
    this.columns = columns;
  }

  /** Makes a table of entities without rows. */
  public static AttributeRows none(int entities) {
    return new AttributeRows(
        new int[entities + 1], new long[0], new long[0], new long[0], Map.of());
  }

  /** Returns the number of entities, with or without rows. */
  public int entities() {
    return offsets.length - 1;
  }

  /** Returns the number of rows. */
  public int rows() {
    return asOf.length;
  }

  /**
   * Returns an entity's latest version from before a time.
   *
   * @return the row, or −1 where there is none
   */
  public int latest(int entity, long before) {
    for (int row = offsets[entity + 1] - 1; row >= offsets[entity]; row--) {
      if (holds(row, before)) {
        return row;
      }
    }
    return -1;
  }

  /** Returns when the item of a row becomes available, {@link Long#MIN_VALUE} for always. */
  public long availableFrom(int row) {
    return availableFrom[row];
  }

  /** Returns when the item of a row ceases to be available, {@link Long#MAX_VALUE} for never. */
  public long availableUntil(int row) {
    return availableUntil[row];
  }

  /** Returns the table as the other stages read it. */
  public EntityTable table() {
    return new EntityTable(offsets, asOf, columns);
  }

  /**
   * Returns the versions of some entities from before a time.
   *
   * @param entities which entities, in their new order
   * @param before only versions from before it; {@link Long#MAX_VALUE} for all
   * @param recode whether categories are renumbered, so that a category which no row left has
   *     leaves no trace
   */
  AttributeRows select(int[] entities, long before, boolean recode) {
    int[] newOffsets = new int[entities.length + 1];
    int[] rows = new int[asOf.length];
    int n = 0;
    for (int e = 0; e < entities.length; e++) {
      for (int row = offsets[entities[e]]; row < offsets[entities[e] + 1]; row++) {
        if (holds(row, before)) {
          rows[n++] = row;
        }
      }
      newOffsets[e + 1] = n;
    }
    int[] kept = Arrays.copyOf(rows, n);
    Map<String, Column> newColumns = new LinkedHashMap<>();
    columns.forEach((name, column) -> newColumns.put(name, take(column, kept, recode)));
    return new AttributeRows(
        newOffsets,
        take(asOf, kept),
        take(availableFrom, kept),
        take(availableUntil, kept),
        newColumns);
  }

  /**
   * Returns the table with entities without rows put before the others and, from a time on, one
   * more version of every entity that has a row, which tells what some other row tells.
   *
   * @param front how many entities come first
   * @param from when the new versions begin to hold; {@link Long#MAX_VALUE} for no new versions
   */
  AttributeRows planted(int front, long from) {
    boolean versions = from != Long.MAX_VALUE;
    int entities = entities();
    int[] newOffsets = new int[front + entities + 1];
    int[] rows = new int[asOf.length + (versions ? entities : 0)];
    long[] dates = new long[rows.length];
    int n = 0;
    for (int e = 0; e < entities; e++) {
      for (int row = offsets[e]; row < offsets[e + 1]; row++) {
        dates[n] = asOf[row];
        rows[n++] = row;
      }
      if (versions && offsets[e] < offsets[e + 1]) {
        dates[n] = Math.max(from, asOf[offsets[e + 1] - 1]);
        rows[n++] = (int) ((offsets[e] * 31L + 7) % asOf.length);
      }
      newOffsets[front + e + 1] = n;
    }
    int[] kept = Arrays.copyOf(rows, n);
    Map<String, Column> newColumns = new LinkedHashMap<>();
    columns.forEach((name, column) -> newColumns.put(name, take(column, kept, false)));
    return new AttributeRows(
        newOffsets,
        Arrays.copyOf(dates, n),
        take(availableFrom, kept),
        take(availableUntil, kept),
        newColumns);
  }

  private boolean holds(int row, long before) {
    return asOf[row] == Long.MIN_VALUE || asOf[row] < before;
  }

  private static long[] take(long[] values, int[] rows) {
    long[] taken = new long[rows.length];
    Arrays.setAll(taken, i -> values[rows[i]]);
    return taken;
  }

  private static Column take(Column column, int[] rows, boolean recode) {
    return switch (column) {
      case Column.Numbers numbers -> {
        float[] taken = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
          taken[i] = numbers.value(rows[i]);
        }
        yield new Column.Numbers(taken);
      }
      case Column.Times times -> {
        long[] taken = new long[rows.length];
        Arrays.setAll(taken, i -> times.value(rows[i]));
        yield new Column.Times(taken);
      }
      case Column.Texts texts -> {
        String[] taken = new String[rows.length];
        Arrays.setAll(taken, i -> texts.value(rows[i]));
        yield new Column.Texts(taken);
      }
      case Column.Categories categories -> take(categories, rows, recode);
    };
  }

  private static Column take(Column.Categories column, int[] rows, boolean recode) {
    int[] starts = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      starts[i + 1] = starts[i] + column.count(rows[i]);
    }
    int[] codes = new int[starts[rows.length]];
    boolean[] used = new boolean[column.values().size()];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < column.count(rows[i]); k++) {
        int code = column.code(rows[i], k);
        codes[starts[i] + k] = code;
        used[code] = true;
      }
    }
    if (!recode) {
      return new Column.Categories(column.values(), starts, codes);
    }
    int[] renumbered = new int[used.length];
    Dictionary values = subset(column.values(), used, renumbered);
    for (int i = 0; i < codes.length; i++) {
      codes[i] = renumbered[codes[i]];
    }
    return new Column.Categories(values, starts, codes);
  }

  /** Returns the marked ids of a dictionary in their order, and writes the new index of each. */
  static Dictionary subset(Dictionary all, boolean[] marked, int[] newIndex) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < marked.length; i++) {
      newIndex[i] = marked[i] ? ids.size() : Dictionary.UNKNOWN;
      if (marked[i]) {
        ids.add(all.id(i));
      }
    }
    return Dictionary.of(ids);
  }
}
