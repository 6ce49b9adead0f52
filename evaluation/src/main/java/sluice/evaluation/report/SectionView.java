package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import sluice.core.ReportSection;
import sluice.core.text.NumberText;

/** What the page shows of a section that another stage made. No state. */
public final class SectionView {
  private SectionView() {}

  /** Returns a section's rows as text. */
  public static List<List<TableCell>> rows(ReportSection.Table table) {
    List<List<TableCell>> rows = new ArrayList<>();
    boolean[] numeric = new boolean[table.columns().size()];
    for (int c = 0; c < numeric.length; c++) {
      numeric[c] = table.numeric(c);
    }
    for (List<Object> row : table.rows()) {
      List<TableCell> cells = new ArrayList<>();
      for (Object cell : row) {
        boolean dash = numeric[cells.size()];
        cells.add(
            switch (cell) {
              case Number n -> TableCell.number(NumberText.text(n), n.doubleValue());
              case ReportSection.Figure f -> TableCell.figure(f);
              case ReportSection.Link link -> TableCell.link(link);
              default ->
                  dash
                      ? TableCell.number(NumberText.text(cell), Double.NaN)
                      : TableCell.words(NumberText.text(cell));
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
}
