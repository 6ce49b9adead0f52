package sluice.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Table;

/**
 * Report sections as lines for a terminal: tables aligned, charts as bars of {@code #}.
 *
 * <p>Headings are left out, for every table and chart has a title. So are charts of lines, which a
 * terminal cannot draw: a section with one has their figures in a table. No line is wrapped, so
 * that each can be searched for.
 */
public final class ConsoleText {
  private static final int WIDEST_BAR = 40;
  private static final int WIDEST_CELL = 100;

  private final List<String> lines = new ArrayList<>();
  private boolean apart;

  private ConsoleText() {}

  /** Returns the lines, with a blank line between sections and around every table and chart. */
  public static List<String> of(List<ReportSection> sections) {
    ConsoleText text = new ConsoleText();
    for (ReportSection section : sections) {
      text.apart = true;
      section.blocks().forEach(text::block);
    }
    return text.lines;
  }

  private void block(Block block) {
    switch (block) {
      case ReportSection.Text t -> add(false, "", List.of(t.text()));
      case ReportSection.Warning w -> add(false, "", List.of("beware: " + w.text()));
      case ReportSection.Code c -> add(true, c.title(), c.text().lines().toList());
      case Table t -> add(true, t.title(), table(t));
      case Chart c when c.kind() == Chart.Kind.LINE || c.kind() == Chart.Kind.CURVE -> {}
      case Chart c -> add(true, c.title(), bars(c));
      case ReportSection.Details d -> {
        add(false, "", List.of(d.summary()));
        d.blocks().forEach(this::block);
      }
    }
  }

  private void add(boolean figures, String title, List<String> added) {
    if (!lines.isEmpty() && (apart || figures)) {
      lines.add("");
    }
    if (!title.isEmpty()) {
      lines.add(title);
    }
    lines.addAll(added);
    apart = figures;
  }

  /** Returns a table's heading and rows, without its title; numbers stand to the right. */
  public static List<String> table(Table table) {
    List<List<String>> rows =
        Stream.concat(Stream.of(table.columns()), table.rows().stream().map(ConsoleText::cells))
            .toList();
    List<StringBuilder> lines = rows.stream().map(row -> new StringBuilder()).toList();
    for (int c = 0; c < table.columns().size(); c++) {
      int column = c;
      int width = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      for (int r = 0; r < rows.size(); r++) {
        String cell = rows.get(r).get(c);
        String gap = " ".repeat(width - cell.length());
        String between = c == 0 ? "" : "  ";
        lines.get(r).append(between).append(table.numeric(c) ? gap + cell : cell + gap);
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  /** Cells that are too wide are cut, but for those of the last column. */
  private static List<String> cells(List<Object> row) {
    List<String> cells = new ArrayList<>();
    for (Object value : row) {
      String cell = NumberText.text(value);
      boolean whole = cells.size() == row.size() - 1 || cell.length() <= WIDEST_CELL;
      cells.add(whole ? cell : cell.substring(0, WIDEST_CELL - 1) + "…");
    }
    return cells;
  }

  /** Draws one bar a category for each series. */
  private static List<String> bars(Chart chart) {
    List<List<Object>> rows = new ArrayList<>();
    // of intervals the values alone: bounds are no bars
    int drawn = chart.kind() == Chart.Kind.INTERVAL ? 1 : chart.series().size();
    for (ReportSection.Series series : chart.series().subList(0, drawn)) {
      double most = Math.max(series.values().stream().mapToDouble(v -> v).max().orElse(0), 1e-9);
      for (int i = 0; i < chart.categories().size(); i++) {
        double value = series.values().get(i);
        String bar = "#".repeat((int) Math.round(WIDEST_BAR * Math.max(value, 0) / most));
        String text = bar + (bar.isEmpty() ? "" : " ") + NumberText.text(value);
        rows.add(List.of(chart.categories().get(i), text));
      }
    }
    List<String> lines = table(new Table("", List.of("", ""), rows));
    return lines.subList(1, lines.size());
  }
}
