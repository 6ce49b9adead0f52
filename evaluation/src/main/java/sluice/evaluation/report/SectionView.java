package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.ReportSection;
import sluice.core.text.NumberText;
import tools.jackson.databind.json.JsonMapper;

/** What the page shows of a section that another stage made. No state. */
public final class SectionView {
  private SectionView() {}

  /** Returns a section's rows as text. */
  public static List<List<TableCell>> rows(ReportSection.Table table) {
    List<List<TableCell>> rows = new ArrayList<>();
    for (List<Object> row : table.rows()) {
      List<TableCell> cells = new ArrayList<>();
      for (Object cell : row) {
        cells.add(
            switch (cell) {
              case Number n -> TableCell.number(NumberText.text(n), n.doubleValue());
              case ReportSection.Figure f -> TableCell.number(NumberText.text(f), f.value());
              default -> TableCell.words(NumberText.text(cell));
            });
      }
      rows.add(cells);
    }
    return rows;
  }

  /** Says whether a table's column holds numbers. */
  public static boolean numeric(ReportSection.Table table, int column) {
    return table.numeric(column);
  }

  /** Returns the table that a chart can be read as. */
  public static ReportSection.Table asTable(ReportSection.Chart chart) {
    List<String> columns = new ArrayList<>();
    columns.add(chart.xLabel().isEmpty() ? "" : chart.xLabel());
    chart.series().forEach(s -> columns.add(s.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < chart.categories().size(); i++) {
      List<Object> row = new ArrayList<>();
      row.add(chart.categories().get(i));
      for (ReportSection.Series s : chart.series()) {
        row.add(s.values().get(i));
      }
      rows.add(row);
    }
    return new ReportSection.Table(chart.title(), columns, rows);
  }

  /** Returns what the page's script draws, as JSON that may stand inside a script element. */
  static String charts(List<ReportSection> sections) {
    List<Map<String, Object>> charts = new ArrayList<>();
    for (ReportSection section : sections) {
      for (int b = 0; b < section.blocks().size(); b++) {
        if (section.blocks().get(b) instanceof ReportSection.Chart c) {
          Map<String, Object> chart = new LinkedHashMap<>();
          chart.put("id", chartId(section, b));
          chart.put("kind", c.kind().name());
          chart.put("x", c.xLabel());
          chart.put("y", c.yLabel());
          chart.put("categories", c.categories());
          List<Map<String, Object>> series = new ArrayList<>();
          for (ReportSection.Series s : c.series()) {
            List<Object> values = new ArrayList<>();
            // ECharts draws a gap where a value is "-".
            s.values().forEach(v -> values.add(Double.isFinite(v) ? v : "-"));
            series.add(Map.of("name", s.name(), "values", values));
          }
          chart.put("series", series);
          charts.add(chart);
        }
      }
    }
    return JsonMapper.shared()
        .writeValueAsString(charts)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  /** Returns the id of a chart's place in the page. */
  public static String chartId(ReportSection section, int block) {
    return "chart-" + section.id() + "-" + block;
  }
}
