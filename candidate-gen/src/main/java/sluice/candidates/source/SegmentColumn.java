package sluice.candidates.source;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.UserError;

/**
 * The column whose categories are the segments, such as {@code users.country} or {@code
 * items.genres}.
 *
 * @param table {@code users}, {@code items}, or {@code auto} for the first column of categories,
 *     that of users before that of items
 * @param column empty with {@code auto}
 */
public record SegmentColumn(String table, String column) {
  /** Reads a table and a column with a dot between them, or {@code auto}. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static SegmentColumn of(String text) {
    int dot = text.indexOf('.');
    String table = dot < 0 ? text : text.substring(0, dot);
    if (text.equals("auto")) {
      return new SegmentColumn(text, "");
    }
    if (dot < 0 || dot == text.length() - 1 || !List.of("users", "items").contains(table)) {
      throw new IllegalArgumentException(
          "users.COLUMN, items.COLUMN or auto is expected, such as users.country");
    }
    return new SegmentColumn(table, text.substring(dot + 1));
  }

  /**
   * Returns the column that a part has; empty with {@code auto} where neither users nor items have
   * categories.
   *
   * @param place of the source in the config, for messages
   * @throws UserError where the column that is named is not there or holds no categories
   */
  Optional<SegmentColumn> in(FittingPart part, String place) {
    if (table.equals("auto")) {
      return first("users", part.userTable()).or(() -> first("items", part.items()));
    }
    Map<String, Column> columns = rows(part).columns();
    if (!(columns.get(column) instanceof Column.Categories)) {
      List<String> there =
          columns.keySet().stream()
              .filter(c -> columns.get(c) instanceof Column.Categories)
              .toList();
      throw new UserError(
          place
              + ".by names the column "
              + column
              + " of "
              + table
              + (columns.containsKey(column)
                  ? ", which holds no categories; declare it as a category or a set"
                  : ", which they do not have")
              + ConfigNode.didYouMean(column, there)
              + "; columns of categories are: "
              + (there.isEmpty() ? "none" : String.join(", ", there)));
    }
    return Optional.of(this);
  }

  private static Optional<SegmentColumn> first(String table, EntityTable rows) {
    return rows.columns().entrySet().stream()
        .filter(c -> c.getValue() instanceof Column.Categories)
        .map(c -> new SegmentColumn(table, c.getKey()))
        .findFirst();
  }

  /** Says whether the segments are of items: those that a user has touched. */
  boolean ofItems() {
    return table.equals("items");
  }

  /** Returns the table that has the column. */
  EntityTable rows(FittingPart part) {
    return ofItems() ? part.items() : part.userTable();
  }

  /** Returns the categories of a part that has the column. */
  Column.Categories categories(FittingPart part) {
    if (rows(part).columns().get(column) instanceof Column.Categories categories) {
      return categories;
    }
    throw new IllegalArgumentException("no categories " + table + "." + column);
  }
}
