package sluice.core;

import java.util.List;

/**
 * A part of the evaluation report that a stage hands over: a heading and blocks, free of any
 * markup.
 *
 * @param id unique in a report, lower case with dashes; names the anchor in the page and the key in
 *     {@code report.json}
 * @param title the heading
 * @param blocks what stands below it
 */
public record ReportSection(String id, String title, List<Block> blocks) {
  /** Checks and copies. */
  public ReportSection {
    if (!id.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("section id: " + id);
    }
    blocks = List.copyOf(blocks);
  }

  /** One block of a section. */
  public sealed interface Block {}

  /** A paragraph of plain text. */
  public record Text(String text) implements Block {}

  /** A paragraph that the reader must not miss. */
  public record Warning(String text) implements Block {}

  /**
   * A table.
   *
   * @param title what it shows
   * @param columns the headings
   * @param rows one cell a column: a {@link String}, a {@link Number}, a {@link Figure} or a {@link
   *     Boolean}
   */
  public record Table(String title, List<String> columns, List<List<Object>> rows)
      implements Block {
    /** Checks and copies. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Object> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              row.size() + " cells for " + columns.size() + " columns");
        }
      }
    }

    /** Says whether a column holds numbers: one at least, and no words but dashes. */
    public boolean numeric(int column) {
      return rows.stream().anyMatch(row -> number(row.get(column)))
          && rows.stream()
              .map(row -> row.get(column))
              .allMatch(cell -> number(cell) || cell.equals("–") || cell.equals(""));
    }

    private static boolean number(Object cell) {
      return cell instanceof Number || cell instanceof Figure;
    }
  }

  /**
   * A number that is written in a way of its own, everywhere alike.
   *
   * @param value NaN where there is none
   * @param style what it is
   */
  public record Figure(double value, Style style) {
    /** What a figure is, which says how it is written. */
    public enum Style {
      /** A measure's value. */
      MEASURE,
      /** A difference, whose sign counts. */
      DIFFERENCE,
      /** A p-value. */
      P_VALUE
    }

    /** Returns a measure's value. */
    public static Figure measure(double value) {
      return new Figure(value, Style.MEASURE);
    }

    /** Returns a difference. */
    public static Figure difference(double value) {
      return new Figure(value, Style.DIFFERENCE);
    }

    /** Returns a p-value. */
    public static Figure p(double value) {
      return new Figure(value, Style.P_VALUE);
    }
  }

  /**
   * Blocks that a reader opens at will, such as examples.
   *
   * @param summary the line that is seen while they are closed
   * @param blocks texts, warnings and tables
   */
  public record Details(String summary, List<Block> blocks) implements Block {
    /** Checks and copies. */
    public Details {
      blocks = List.copyOf(blocks);
      for (Block block : blocks) {
        if (block instanceof Chart || block instanceof Details) {
          throw new IllegalArgumentException("details hold texts, warnings and tables alone");
        }
      }
    }
  }

  /**
   * A chart; every chart can also be read as a table.
   *
   * @param title what it shows
   * @param kind how it is drawn
   * @param xLabel name of the horizontal axis
   * @param yLabel name of the vertical axis
   * @param categories labels along the horizontal axis (numbers as text)
   * @param series the values, one a category each
   */
  public record Chart(
      String title,
      Kind kind,
      String xLabel,
      String yLabel,
      List<String> categories,
      List<Series> series)
      implements Block {
    /** How a chart is drawn. */
    public enum Kind {
      /** Upright bars. */
      BAR,
      /** Lying bars, for long labels. */
      HORIZONTAL_BAR,
      /** Lying bars, the series of a category one after the other, such as parts of a whole. */
      STACKED_BAR,
      /** A line. */
      LINE
    }

    /** Checks and copies. */
    public Chart {
      categories = List.copyOf(categories);
      series = List.copyOf(series);
      for (Series s : series) {
        if (s.values().size() != categories.size()) {
          throw new IllegalArgumentException("series " + s.name() + " does not fit the categories");
        }
      }
    }
  }

  /** One named row of values in a chart. */
  public record Series(String name, List<Double> values) {
    /** Copies. */
    public Series {
      values = List.copyOf(values);
    }
  }
}
