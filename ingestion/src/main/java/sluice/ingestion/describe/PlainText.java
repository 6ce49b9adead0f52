package sluice.ingestion.describe;

import java.util.ArrayList;
import java.util.List;
import sluice.core.ReportSection.Chart;

/** Tables and bars as plain text. */
final class PlainText {
  private static final int WIDEST_BAR = 40;

  private PlainText() {}

  static String of(String title, List<String> columns, List<List<Object>> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    for (List<Object> row : rows) {
      lines.add(row.stream().map(PlainText::cell).toList());
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder(title);
    for (int l = 0; l < lines.size(); l++) {
      StringBuilder line = new StringBuilder(" ");
      for (int c = 0; c < widths.length; c++) {
        String cell = lines.get(l).get(c);
        boolean right = !rows.isEmpty() && rows.get(0).get(c) instanceof Number;
        String pad = " ".repeat(widths[c] - cell.length());
        line.append(' ').append(right ? pad + cell : cell + pad).append(' ');
      }
      text.append('\n').append(line.toString().stripTrailing());
    }
    return text.toString();
  }

  static String bars(Chart chart) {
    List<Double> values = chart.series().get(0).values();
    double most = values.stream().mapToDouble(v -> v).max().orElse(1);
    int widest = chart.categories().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder(chart.title());
    for (int i = 0; i < values.size(); i++) {
      String name = chart.categories().get(i);
      String bar = "#".repeat((int) Math.round(WIDEST_BAR * values.get(i) / Math.max(most, 1)));
      text.append("\n  ")
          .append(" ".repeat(widest - name.length()))
          .append(name)
          .append("  ")
          .append(bar)
          .append(bar.isEmpty() ? "" : " ")
          .append(DatasetDescription.shortened(values.get(i)));
    }
    return text.toString();
  }

  private static String cell(Object value) {
    return switch (value) {
      case Double d -> DatasetDescription.shortened(d);
      case Long n -> DatasetDescription.shortened(n);
      default -> value.toString();
    };
  }
}
