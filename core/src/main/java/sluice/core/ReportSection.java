package sluice.core;

import java.util.List;
import java.util.regex.Pattern;

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
  private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?]) (?=\\p{Lu})");

  /** Checks and copies. */
  public ReportSection {
    if (!id.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("section id: " + id);
    }
    blocks = List.copyOf(blocks);
  }

  /** Returns the first sentence of the first paragraph, or nothing: what a folded section shows. */
  public String lead() {
    return blocks.stream()
        .filter(Text.class::isInstance)
        .flatMap(text -> SENTENCES.splitAsStream(((Text) text).text()))
        .findFirst()
        .orElse("");
  }

  /** One block of a section. */
  public sealed interface Block {}

  /** A paragraph of plain text. */
  public record Text(String text) implements Block {}

  /** A paragraph that the reader must not miss. */
  public record Warning(String text) implements Block {}

  /** Lines that stand as they are, such as a command or a config. */
  public record Code(String title, String text) implements Block {}

  /**
   * A table.
   *
   * @param title what it shows
   * @param columns the headings
   * @param rows one cell a column: a {@link String}, a {@link Number}, a {@link Figure}, a {@link
   *     Boolean} or a {@link Link}
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

  /** A cell that leads to a file next to the page; elsewhere its text alone. */
  public record Link(String text, String to) {
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A number that is written in a way of its own, everywhere alike.
   *
   * @param value NaN where there is none
   * @param style what it is
   * @param low lower bound of its interval, NaN where there is none
   * @param high upper bound of its interval, NaN where there is none
   * @param best whether it is the best of its column
   */
  public record Figure(double value, Style style, double low, double high, boolean best) {
    /** What a figure is, which says how it is written. */
    public enum Style {
      /** A measure's value. */
      MEASURE,
      /** A difference, whose sign counts. */
      DIFFERENCE,
      /** A p-value. */
      P_VALUE,
      /** A share of a whole, 0 to 1, written in per cent. */
      SHARE,
      /** A count, or a mean of counts. */
      COUNT,
      /** A time in milliseconds. */
      MILLIS
    }

    private static Figure of(double value, Style style) {
      return new Figure(value, style, Double.NaN, Double.NaN, false);
    }

    /** Returns a measure's value. */
    public static Figure measure(double value) {
      return of(value, Style.MEASURE);
    }

    /** Returns a difference. */
    public static Figure difference(double value) {
      return of(value, Style.DIFFERENCE);
    }

    /** Returns a p-value. */
    public static Figure p(double value) {
      return of(value, Style.P_VALUE);
    }

    /** Returns a share of a whole. */
    public static Figure share(double value) {
      return of(value, Style.SHARE);
    }

    /** Returns a count, or a mean of counts. */
    public static Figure count(double value) {
      return of(value, Style.COUNT);
    }

    /** Returns a time in milliseconds. */
    public static Figure millis(double value) {
      return of(value, Style.MILLIS);
    }

    /** Returns this figure with its interval. */
    public Figure within(double low, double high) {
      return new Figure(value, style, low, high, best);
    }

    /** Returns this figure, marked as the best of its column or not. */
    public Figure marked(boolean isBest) {
      return new Figure(value, style, low, high, isBest);
    }
  }

  /**
   * Blocks that a reader opens at will, such as examples.
   *
   * @param summary the line that is seen while they are closed
   * @param blocks any but details
   */
  public record Details(String summary, List<Block> blocks) implements Block {
    /** Checks and copies. */
    public Details {
      blocks = List.copyOf(blocks);
      for (Block block : blocks) {
        if (block instanceof Details) {
          throw new IllegalArgumentException("details hold no other details");
        }
      }
    }
  }

  /**
   * A chart; every chart can also be read as a table.
   *
   * @param title what it shows
   * @param reading one sentence that says how to read it
   * @param kind how it is drawn
   * @param xLabel name of the horizontal axis
   * @param yLabel name of the vertical axis
   * @param categories labels along the horizontal axis (numbers as text)
   * @param series the values, one a category each
   */
  public record Chart(
      String title,
      String reading,
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
      /** Lines over categories that are equally far apart. */
      LINE,
      /** Lines over numbers: categories are numbers, each larger than the one before. */
      CURVE,
      /** Lying rows with a value and its interval: three series, of values, low and high bounds. */
      INTERVAL
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
      if (kind == Kind.INTERVAL && series.size() != 3) {
        throw new IllegalArgumentException("intervals are values, low and high bounds");
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
