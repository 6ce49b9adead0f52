package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    int width = systems.stream().mapToInt(r -> r.name().length()).max().orElse(6);
    StringBuilder head =
        new StringBuilder(pad("system", width)).append("  ").append(pad("stage", 10));
    measures.forEach(m -> head.append("  ").append(right(m, columnWidth(m))));
    console.result("");
    if (!conclusive) {
      verdict.forEach(console::result);
      console.result("");
    }
    console.result(head.toString());
    for (Row row : systems) {
      StringBuilder line =
          new StringBuilder(pad(row.name(), width)).append("  ").append(pad(row.stage(), 10));
      for (int m = 0; m < measures.size(); m++) {
        double v = row.means().get(m);
        line.append("  ")
            .append(
                right(
                    Double.isNaN(v) ? "–" : String.format(Locale.ROOT, "%.4f", v),
                    columnWidth(measures.get(m))));
      }
      console.result(line.toString());
    }
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

  private static int columnWidth(String measure) {
    return Math.max(7, measure.length());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
