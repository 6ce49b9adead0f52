package sluice.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The attributes of items or of users: one row an entity, or several dated versions of which a
 * request reads the latest.
 *
 * <p>Entity {@code e} is a dense index of the dictionary the table was made for; an entity without
 * a row has row −1. Immutable, safe for use by many threads.
 */
public final class EntityTable {
  private final int[] offsets;
  private final long[] asOf;
  private final Map<String, Column> columns;

  /**
   * Makes a table.
   *
   * @param offsets entities + 1 offsets: the rows of entity e are {@code offsets[e] … offsets[e +
   *     1] − 1}, oldest first
   * @param asOf per row the time from which it holds, {@link Long#MIN_VALUE} where undated
   * @param columns by name, in the order they are shown
   */
  public EntityTable(int[] offsets, long[] asOf, Map<String, Column> columns) {
    this.offsets = offsets;
    this.asOf = asOf;
    this.columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    for (Map.Entry<String, Column> c : columns.entrySet()) {
      if (c.getValue().size() != asOf.length) {
        throw new IllegalArgumentException(
            "column " + c.getKey() + " has " + c.getValue().size() + " rows of " + asOf.length);
      }
    }
  }

  /** Makes a table of one undated row an entity, row e for entity e. */
  public static EntityTable undated(int entities, Map<String, Column> columns) {
    int[] offsets = new int[entities + 1];
    Arrays.setAll(offsets, e -> e);
    long[] asOf = new long[entities];
    Arrays.fill(asOf, Long.MIN_VALUE);
    return new EntityTable(offsets, asOf, columns);
  }

  /** Makes a table without columns. */
  public static EntityTable empty(int entities) {
    return new EntityTable(new int[entities + 1], new long[0], Map.of());
  }

  /** Returns the number of entities. */
  public int entities() {
    return offsets.length - 1;
  }

  /** Returns where the rows of an entity begin; of {@link #entities()}, how many rows there are. */
  public int offset(int entity) {
    return offsets[entity];
  }

  /** Returns the time from which a row holds, {@link Long#MIN_VALUE} where undated. */
  public long asOf(int row) {
    return asOf[row];
  }

  /** Returns the columns by name, in the order they are shown. */
  public Map<String, Column> columns() {
    return columns;
  }

  /**
   * Returns the row that holds for an entity at a time: the latest from before it.
   *
   * @return the row, or −1 where there is none
   */
  public int row(int entity, long time) {
    for (int row = offsets[entity + 1] - 1; row >= offsets[entity]; row--) {
      if (asOf[row] == Long.MIN_VALUE || asOf[row] < time) {
        return row;
      }
    }
    return -1;
  }
}
