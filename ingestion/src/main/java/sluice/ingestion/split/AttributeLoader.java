package sluice.ingestion.split;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.ingestion.ColumnType;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;

/** Reads a canonical item or user table into {@link AttributeRows}. */
final class AttributeLoader {
  private final DuckSession duck;
  private final String from;

  AttributeLoader(DuckSession duck, String from) {
    this.duck = duck;
    this.from = from;
  }

  /**
   * Loads the table.
   *
   * @param key the column of ids, quoted
   * @param numbers the table (id, i) that numbers them
   * @param entities how many ids there are
   * @param types the attribute columns
   * @param available whether the table says when its entities are available
   */
  AttributeRows load(
      String key, String numbers, int entities, Map<String, ColumnType> types, boolean available)
      throws SQLException {
    int rows = Math.toIntExact(duck.number("SELECT count(*) FROM " + from));
    int[] offsets = new int[entities + 1];
    long[] asOf = new long[rows];
    long[] availableFrom = new long[rows];
    long[] availableUntil = new long[rows];
    Arrays.fill(availableFrom, Long.MIN_VALUE);
    Arrays.fill(availableUntil, Long.MAX_VALUE);
    List<ColumnReader> readers = new ArrayList<>();
    types.forEach((name, type) -> readers.add(ColumnReader.of(type, rows)));
    StringBuilder sql = new StringBuilder("SELECT n.i, x.as_of");
    sql.append(available ? ", x.available_from, x.available_until" : ", NULL, NULL");
    types.keySet().forEach(name -> sql.append(", x.").append(Sql.name(name)));
    sql.append(" FROM ").append(from).append(" x JOIN ").append(numbers);
    sql.append(" n ON x.").append(key).append(" = n.id ORDER BY n.i, x.as_of NULLS FIRST");
    int[] next = new int[1];
    duck.each(
        sql.toString(),
        result -> {
          int row = next[0]++;
          offsets[result.getInt(1) + 1]++;
          asOf[row] = time(result, 2, Long.MIN_VALUE);
          availableFrom[row] = time(result, 3, Long.MIN_VALUE);
          availableUntil[row] = time(result, 4, Long.MAX_VALUE);
          for (int c = 0; c < readers.size(); c++) {
            readers.get(c).read(result, c + 5, row);
          }
        });
    for (int e = 0; e < entities; e++) {
      offsets[e + 1] += offsets[e];
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    int c = 0;
    for (String name : types.keySet()) {
      columns.put(name, readers.get(c++).column());
    }
    return new AttributeRows(offsets, asOf, availableFrom, availableUntil, columns);
  }

  private static long time(ResultSet result, int column, long missing) throws SQLException {
    long value = result.getLong(column);
    return result.wasNull() ? missing : value;
  }

  /** Collects one column. */
  private abstract static sealed class ColumnReader {
    abstract void read(ResultSet result, int column, int row) throws SQLException;

    abstract Column column();

    static ColumnReader of(ColumnType type, int rows) {
      return switch (type) {
        case NUMBER -> new NumberReader(rows);
        case TIME -> new TimeReader(rows);
        case TEXT -> new TextReader(rows);
        case CATEGORY -> new CategoryReader(rows, false);
        case SET -> new CategoryReader(rows, true);
      };
    }
  }

  private static final class NumberReader extends ColumnReader {
    private final float[] values;

    NumberReader(int rows) {
      values = new float[rows];
    }

    @Override
    void read(ResultSet result, int column, int row) throws SQLException {
      double value = result.getDouble(column);
      values[row] = result.wasNull() ? Float.NaN : (float) value;
    }

    @Override
    Column column() {
      return new Column.Numbers(values);
    }
  }

  private static final class TimeReader extends ColumnReader {
    private final long[] values;

    TimeReader(int rows) {
      values = new long[rows];
    }

    @Override
    void read(ResultSet result, int column, int row) throws SQLException {
      values[row] = time(result, column, Long.MIN_VALUE);
    }

    @Override
    Column column() {
      return new Column.Times(values);
    }
  }

  private static final class TextReader extends ColumnReader {
    private final String[] values;

    TextReader(int rows) {
      values = new String[rows];
    }

    @Override
    void read(ResultSet result, int column, int row) throws SQLException {
      String text = result.getString(column);
      values[row] = text == null ? "" : text;
    }

    @Override
    Column column() {
      return new Column.Texts(values);
    }
  }

  private static final class CategoryReader extends ColumnReader {
    private static final String[] NONE = {};

    private final String[][] values;
    private final boolean set;

    CategoryReader(int rows, boolean set) {
      this.values = new String[rows][];
      this.set = set;
    }

    @Override
    void read(ResultSet result, int column, int row) throws SQLException {
      if (set) {
        Array array = result.getArray(column);
        values[row] =
            array == null
                ? NONE
                : Arrays.stream((Object[]) array.getArray())
                    .map(Object::toString)
                    .toArray(String[]::new);
      } else {
        String value = result.getString(column);
        values[row] = value == null || value.isEmpty() ? NONE : new String[] {value};
      }
    }

    @Override
    Column column() {
      TreeMap<String, Integer> codeOf = new TreeMap<>();
      int[] offsets = new int[values.length + 1];
      for (int row = 0; row < values.length; row++) {
        for (String value : values[row]) {
          codeOf.put(value, 0);
        }
        offsets[row + 1] = offsets[row] + values[row].length;
      }
      int next = 0;
      for (Map.Entry<String, Integer> entry : codeOf.entrySet()) {
        entry.setValue(next++);
      }
      int[] codes = new int[offsets[values.length]];
      for (int row = 0; row < values.length; row++) {
        for (int k = 0; k < values[row].length; k++) {
          codes[offsets[row] + k] = codeOf.getOrDefault(values[row][k], 0);
        }
      }
      return new Column.Categories(Dictionary.of(codeOf.keySet()), offsets, codes);
    }
  }
}
