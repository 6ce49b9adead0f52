package sluice.funnel.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.EntityTable;

/** Takes the rows of one entity out of a table; the entity stays, without a row. */
final class EntityRows {
  private EntityRows() {}

  static EntityTable without(EntityTable table, int entity) {
    int from = table.offset(entity);
    int to = table.offset(entity + 1);
    int[] offsets = new int[table.entities() + 1];
    for (int e = 0; e < offsets.length; e++) {
      offsets[e] = table.offset(e) - (e > entity ? to - from : 0);
    }
    int[] kept =
        IntStream.range(0, table.offset(table.entities()))
            .filter(row -> row < from || row >= to)
            .toArray();
    long[] asOf = IntStream.of(kept).mapToLong(table::asOf).toArray();
    Map<String, Column> columns = new LinkedHashMap<>();
    table.columns().forEach((name, column) -> columns.put(name, rows(column, kept)));
    return new EntityTable(offsets, asOf, columns);
  }

  private static Column rows(Column column, int[] kept) {
    return switch (column) {
      case Column.Numbers c -> {
        float[] values = new float[kept.length];
        for (int k = 0; k < kept.length; k++) {
          values[k] = c.value(kept[k]);
        }
        yield new Column.Numbers(values);
      }
      case Column.Times c -> new Column.Times(IntStream.of(kept).mapToLong(c::value).toArray());
      case Column.Texts c ->
          new Column.Texts(IntStream.of(kept).mapToObj(c::value).toArray(String[]::new));
      case Column.Categories c -> categories(c, kept);
    };
  }

  /** Also forgets the categories that nobody else has: they may be the user's own words. */
  private static Column categories(Column.Categories column, int[] kept) {
    int[] offsets = new int[kept.length + 1];
    List<Integer> codes = new ArrayList<>();
    boolean[] used = new boolean[column.values().size()];
    for (int k = 0; k < kept.length; k++) {
      for (int i = 0; i < column.count(kept[k]); i++) {
        codes.add(column.code(kept[k], i));
        used[column.code(kept[k], i)] = true;
      }
      offsets[k + 1] = codes.size();
    }
    List<String> names = new ArrayList<>();
    for (int code = 0; code < used.length; code++) {
      names.add(used[code] ? column.values().id(code) : "\0forgotten " + code);
    }
    return new Column.Categories(
        Dictionary.of(names), offsets, codes.stream().mapToInt(Integer::intValue).toArray());
  }
}
