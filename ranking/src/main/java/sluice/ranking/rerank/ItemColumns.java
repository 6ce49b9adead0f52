package sluice.ranking.rerank;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Column;
import sluice.core.EntityTable;

/** Says in words that a table has no column of a name and a kind. */
final class ItemColumns {
  private ItemColumns() {}

  /**
   * Returns what is lacking; empty where the column is there.
   *
   * @param whose plural word for what the table holds
   * @param kind plural word for what the column holds
   * @param type that the column must have
   */
  static Optional<String> lacks(
      EntityTable table, String whose, String kind, String column, Class<? extends Column> type) {
    if (type.isInstance(table.columns().get(column))) {
      return Optional.empty();
    }
    List<String> usable =
        table.columns().entrySet().stream()
            .filter(c -> type.isInstance(c.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return Optional.of(
        String.format(
            "the %s have no column of %s '%s'; %s",
            whose,
            kind,
            column,
            usable.isEmpty() ? "there is none" : "there are " + String.join(", ", usable)));
  }
}
