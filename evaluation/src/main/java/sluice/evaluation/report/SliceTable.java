package sluice.evaluation.report;

import java.util.List;

/**
 * One measure of several systems, by parts of the users or items.
 *
 * @param id unique in a report, lower case with dashes
 * @param title what the parts are
 * @param measure what the values are
 * @param counts what the rows' counts count: {@code users} or {@code relevant items}
 * @param systems the columns
 * @param rows the parts
 */
public record SliceTable(
    String id, String title, String measure, String counts, List<String> systems, List<Row> rows) {
  /** Slices with fewer members are marked as such: their figures are mostly noise. */
  public static final int SMALL = 30;

  /** Checks and copies. */
  public SliceTable {
    if (!id.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("slice id: " + id);
    }
    systems = List.copyOf(systems);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.values().size() != systems.size()) {
        throw new IllegalArgumentException("slice " + row.label() + " does not fit the systems");
      }
    }
  }

  /**
   * One part.
   *
   * @param label what it is
   * @param count its users or relevant items
   * @param values a system each, NaN where nothing counts
   */
  public record Row(String label, int count, List<Double> values) {
    /** Copies. */
    public Row {
      values = List.copyOf(values);
    }

    /** Says whether the part is too small to read much from. */
    public boolean small() {
      return count < SMALL;
    }
  }
}
