package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Chart.Kind;
import sluice.core.ReportSection.Series;
import sluice.core.text.NumberText;

/**
 * What the page draws of a chart, without a script: lying rows as HTML, upright bars and lines as
 * inline SVG.
 *
 * <p>All places are in per cent of the plot, so that a chart fills any width while its words keep
 * their size. Series differ in colour and in pattern, dash and mark, so that none rests on colour
 * alone. Immutable.
 */
public final class ChartView {
  private static final List<String> MARKS = List.of("●", "■", "▲", "◆", "○", "□", "△", "◇");
  private static final int MOST_MARKS = 24;

  /** Widths in pixels that are sure to be there on a desktop and on a phone. */
  private static final int WIDE = 860;

  private static final int NARROW = 270;
  private static final int LETTER = 7;

  private final Chart chart;
  private final Scale values;

  /** Draws a chart. */
  public ChartView(Chart chart) {
    this.chart = chart;
    boolean stacked = chart.kind() == Kind.STACKED_BAR;
    double[] all =
        stacked
            ? IntStream.range(0, chart.categories().size()).mapToDouble(this::sum).toArray()
            : chart.series().stream().flatMapToDouble(ChartView::finite).toArray();
    double least = DoubleStream.of(all).min().orElse(0);
    double most = DoubleStream.of(all).max().orElse(1);
    boolean line = chart.kind() == Kind.LINE || chart.kind() == Kind.CURVE;
    // bars stand on 0; a line far above it would be flat if its axis began there
    double low = line && least > 0.5 * most ? least : Math.min(0, least);
    this.values =
        stacked && Math.abs(most - 100) < 0.5
            ? new Scale(0, 100, 20)
            : Scale.around(low, Math.max(low == 0 ? 0 : low, most));
  }

  private static DoubleStream finite(Series series) {
    return series.values().stream().mapToDouble(v -> v).filter(Double::isFinite);
  }

  private double sum(int category) {
    return chart.series().stream().mapToDouble(s -> s.values().get(category)).sum();
  }

  /** A series in the legend. */
  public record Key(String style, String mark, String name) {}

  /** A row of a lying chart: lanes of bars above each other, and the values in words. */
  public record Row(
      String name, List<List<Bar>> lanes, String dot, String dotStyle, String value) {}

  /** A bar, lying or upright; its text is a tooltip, its label stands in it. */
  public record Bar(
      String style,
      String left,
      String top,
      String width,
      String height,
      String text,
      String label) {}

  /** A tick of an axis; where it is wide only, a phone leaves out its text. */
  public record Tick(String place, String text, boolean wideOnly) {}

  /** A line in a box of 100 by 100. */
  public record Line(String style, String points) {}

  /** A mark on a line. */
  public record Mark(String style, String mark, String left, String top, String text) {}

  /** Says whether the chart lies: rows, each with its name. */
  public boolean lying() {
    return switch (chart.kind()) {
      case HORIZONTAL_BAR, STACKED_BAR, INTERVAL -> true;
      case BAR, LINE, CURVE -> false;
    };
  }

  /** Returns the legend; nothing for one series. */
  public List<Key> keys() {
    if (chart.series().size() < 2 || chart.kind() == Kind.INTERVAL) {
      return List.of();
    }
    boolean lines = chart.kind() == Kind.LINE || chart.kind() == Kind.CURVE;
    return IntStream.range(0, chart.series().size())
        .mapToObj(s -> new Key(style(s), lines ? mark(s) : "", chart.series().get(s).name()))
        .toList();
  }

  private static String style(int series) {
    return "s" + series % MARKS.size();
  }

  private static String mark(int series) {
    return MARKS.get(series % MARKS.size());
  }

  /** Returns the place of 0 among the values. */
  public String zero() {
    return place(values.share(0));
  }

  /** Returns the rows of a lying chart. */
  public List<Row> rows() {
    return IntStream.range(0, chart.categories().size()).mapToObj(this::row).toList();
  }

  private Row row(int c) {
    String name = chart.categories().get(c);
    List<Double> own = chart.series().stream().map(s -> s.values().get(c)).toList();
    return switch (chart.kind()) {
      case INTERVAL -> interval(name, own.get(0), own.get(1), own.get(2));
      case STACKED_BAR -> stacked(name, own);
      default ->
          new Row(
              name,
              IntStream.range(0, own.size())
                  .mapToObj(
                      s -> List.of(lying(s, Math.min(0, own.get(s)), Math.max(0, own.get(s)), "")))
                  .toList(),
              "",
              "",
              own.stream().map(this::written).collect(Collectors.joining("\n")));
    };
  }

  private String written(double value) {
    boolean small = Math.max(values.high(), -values.low()) <= 10;
    return small ? NumberText.measure(value) : NumberText.text(value);
  }

  private Row interval(String name, double value, double low, double high) {
    return new Row(
        name,
        List.of(List.of(lying(0, low, high, ""))),
        place(values.share(value)),
        low <= 0 && high >= 0 ? "hollow" : "full",
        values.low() < 0 ? NumberText.difference(value) : NumberText.measure(value));
  }

  private Row stacked(String name, List<Double> own) {
    List<Bar> bars = new ArrayList<>();
    double from = 0;
    for (int s = 0; s < own.size(); s++) {
      double share = 100 * own.get(s) / values.high();
      bars.add(
          lying(
              s,
              from,
              from + own.get(s),
              share >= 9 ? NumberText.count(Math.rint(own.get(s))) : ""));
      from += own.get(s);
    }
    return new Row(name, List.of(bars), "", "", "");
  }

  private Bar lying(int series, double from, double to, String label) {
    double left = values.share(from);
    return new Bar(
        style(series),
        place(left),
        "0",
        place(values.share(to) - left),
        "100",
        chart.series().get(series).name() + ": " + NumberText.text(to - from),
        label);
  }

  /** Returns the ticks of the values, from the bottom or the left. */
  public List<Tick> valueTicks() {
    return values.ticks().stream()
        .map(v ->
            new Tick(
                place(lying() ? values.share(v) : 100 - values.share(v)), Scale.text(v), false))
        .toList();
  }

  /** Returns the ticks of the categories. */
  public List<Tick> categoryTicks() {
    if (chart.kind() == Kind.CURVE) {
      Scale x = numbers();
      return IntStream.range(0, x.ticks().size())
          .mapToObj(i ->
              new Tick(place(x.share(x.ticks().get(i))), Scale.text(x.ticks().get(i)), i % 2 == 1))
          .toList();
    }
    int n = chart.categories().size();
    int longest = chart.categories().stream().mapToInt(String::length).max().orElse(1);
    int wide = every(n, longest, WIDE);
    int narrow = every((n + wide - 1) / wide, longest, NARROW) * wide;
    return IntStream.range(0, n)
        .filter(i -> i % wide == 0)
        .mapToObj(i -> new Tick(place(along(i)), chart.categories().get(i), i % narrow != 0))
        .toList();
  }

  private static int every(int n, int letters, int pixels) {
    int fit = Math.max(1, pixels / (LETTER * letters + 14));
    return Math.max(1, (n + fit - 1) / fit);
  }

  private Scale numbers() {
    double[] x = chart.categories().stream().mapToDouble(Double::parseDouble).toArray();
    return Scale.around(
        Math.min(0, DoubleStream.of(x).min().orElse(0)), DoubleStream.of(x).max().orElse(1));
  }

  private double along(int category) {
    if (chart.kind() == Kind.CURVE) {
      return numbers().share(Double.parseDouble(chart.categories().get(category)));
    }
    return 100 * (category + 0.5) / chart.categories().size();
  }

  /** Returns upright bars. */
  public List<Bar> bars() {
    List<Bar> bars = new ArrayList<>();
    if (chart.kind() != Kind.BAR) {
      return bars;
    }
    double step = 100.0 / Math.max(1, chart.categories().size());
    double width = 0.8 * step / Math.max(1, chart.series().size());
    for (int s = 0; s < chart.series().size(); s++) {
      for (int c = 0; c < chart.categories().size(); c++) {
        double value = chart.series().get(s).values().get(c);
        if (Double.isFinite(value)) {
          double top = values.share(Math.max(0, value));
          double bottom = values.share(Math.min(0, value));
          bars.add(
              new Bar(
                  style(s),
                  place(c * step + 0.1 * step + s * width),
                  place(100 - top),
                  place(width),
                  place(top - bottom),
                  told(s, c),
                  ""));
        }
      }
    }
    return bars;
  }

  private String told(int series, int category) {
    return chart.series().get(series).name()
        + ", "
        + chart.categories().get(category)
        + ": "
        + NumberText.text(chart.series().get(series).values().get(category));
  }

  /** Returns the lines, interrupted where a value is missing. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    if (chart.kind() == Kind.BAR) {
      return lines;
    }
    for (int s = 0; s < chart.series().size(); s++) {
      StringBuilder points = new StringBuilder();
      for (int c = 0; c <= chart.categories().size(); c++) {
        double value =
            c < chart.categories().size() ? chart.series().get(s).values().get(c) : Double.NaN;
        if (Double.isFinite(value)) {
          points
              .append(place(along(c)))
              .append(',')
              .append(place(100 - values.share(value)))
              .append(' ');
        } else if (!points.isEmpty()) {
          lines.add(new Line(style(s), points.toString().strip()));
          points.setLength(0);
        }
      }
    }
    return lines;
  }

  /** Returns the marks on the lines: each value, or a dozen of many. */
  public List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    if (chart.kind() == Kind.BAR) {
      return marks;
    }
    int n = chart.categories().size();
    int every = n <= MOST_MARKS ? 1 : n / (MOST_MARKS / 2);
    for (int s = 0; s < chart.series().size(); s++) {
      for (int c = 0; c < n; c += every) {
        double value = chart.series().get(s).values().get(c);
        if (Double.isFinite(value)) {
          marks.add(
              new Mark(
                  style(s),
                  mark(s),
                  place(along(c)),
                  place(100 - values.share(value)),
                  told(s, c)));
        }
      }
    }
    return marks;
  }

  private static String place(double percent) {
    return ReportPage.place(percent);
  }
}
