package sluice.ranking.rerank;

import java.util.Optional;
import sluice.core.Column;
import sluice.core.EntityTable;
import sluice.core.FittingPart;

/**
 * A column of categories of the items, read as of a request's time.
 *
 * @param table the items
 * @param values one of its columns
 */
record CategoryColumn(EntityTable table, Column.Categories values) {
  /** Finds the column; {@link #lacks} says whether it is there. */
  static CategoryColumn of(FittingPart part, String column) {
    if (!(part.items().columns().get(column) instanceof Column.Categories values)) {
      throw new IllegalArgumentException("no column of categories " + column);
    }
    return new CategoryColumn(part.items(), values);
  }

  /** Returns in words that a part has no such column; empty where it has. */
  static Optional<String> lacks(FittingPart part, String column) {
    return ItemColumns.lacks(part.items(), "items", "categories", column, Column.Categories.class);
  }

  /** Returns how many categories there are. */
  int size() {
    return values.values().size();
  }

  /** Returns how many categories an item has at a time. */
  int count(int item, long time) {
    int row = table.row(item, time);
    return row < 0 ? 0 : values.count(row);
  }

  /** Returns the code of an item's k-th category at a time. */
  int code(int item, int k, long time) {
    return values.code(table.row(item, time), k);
  }
}
