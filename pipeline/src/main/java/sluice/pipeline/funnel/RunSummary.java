package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Table;
import sluice.core.text.ConsoleText;
import sluice.pipeline.console.Console;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run says at its end: the verdict, the table of systems, where the report is.
 *
 * @param conclusive whether the split can tell systems apart; else the verdict comes before the
 *     figures, which nobody should read without it
 * @param verdict sentences, the most important first
 * @param measures names of the columns
 * @param systems one row a system
 * @param failedChecks required behaviour checks that failed
 * @param seconds how long the run took
 */
public record RunSummary(
    boolean conclusive,
    List<String> verdict,
    List<String> measures,
    List<Row> systems,
    List<String> failedChecks,
    double seconds) {
  /**
   * One system.
   *
   * @param name of the system
   * @param stage where in the funnel it stands
   * @param means one a measure, NaN where it is not reported
   */
  public record Row(String name, String stage, List<Double> means) {
    /** Copies. */
    public Row {
      means = List.copyOf(means);
    }
  }

  /** Copies. */
  public RunSummary {
    verdict = List.copyOf(verdict);
    measures = List.copyOf(measures);
    systems = List.copyOf(systems);
    failedChecks = List.copyOf(failedChecks);
  }

  /** Prints it to a person or, as JSON, to a script. */
  public void print(Console console, Path folder) {
    console.result("");
    if (!conclusive) {
      verdict.forEach(console::result);
      console.result("");
    }
    ConsoleText.table(table()).forEach(console::result);
    console.result("");
    if (conclusive) {
      verdict.forEach(console::result);
    }
    failedChecks.forEach(check -> console.result("FAILED " + check));
    if (conclusive || !failedChecks.isEmpty()) {
      console.result("");
    }
    console.result("report: " + folder.resolve("report.html"));
    console.result("next:   sluice serve --run " + folder);
    console.json(JsonMapper.shared().writeValueAsString(document(folder)));
  }

  private Table table() {
    List<String> columns = new ArrayList<>(List.of("system", "stage"));
    columns.addAll(measures);
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : systems) {
      List<Object> cells = new ArrayList<>(List.of(row.name(), row.stage()));
      row.means().forEach(mean -> cells.add(Figure.measure(mean)));
      rows.add(cells);
    }
    return new Table("", columns, rows);
  }

  private Map<String, Object> document(Path folder) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("run", folder.toString());
    document.put("report", folder.resolve("report.html").toString());
    document.put("seconds", seconds);
    document.put("conclusive", conclusive);
    document.put("verdict", verdict);
    document.put("failedChecks", failedChecks);
    Map<String, Object> bySystem = new LinkedHashMap<>();
    for (Row row : systems) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int m = 0; m < measures.size(); m++) {
        if (!Double.isNaN(row.means().get(m))) {
          values.put(measures.get(m), row.means().get(m));
        }
      }
      bySystem.put(row.name(), values);
    }
    document.put("systems", bySystem);
    return document;
  }
}
