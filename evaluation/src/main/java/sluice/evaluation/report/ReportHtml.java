package sluice.evaluation.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import sluice.core.ReportSection;
import sluice.evaluation.WholeFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code report.html}: one file that opens offline and asks nothing of any network.
 *
 * <p>A content security policy allows no request and only the page's own scripts, by their hashes;
 * all text is escaped. ECharts is inlined only where a section has a chart.
 */
public final class ReportHtml {
  private ReportHtml() {}

  /**
   * A script of the page.
   *
   * @param text the code
   * @param hash as the content security policy names it
   */
  public record Script(String text, String hash) {}

  /** Writes the file whole. */
  public static void write(EvaluationReport report, Path file) throws IOException {
    byte[] text = text(report).getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, out -> out.write(text));
  }

  /** Returns the text. */
  public static String text(EvaluationReport report) throws IOException {
    String charts = charts(report);
    List<Script> scripts = new ArrayList<>();
    if (!charts.equals("[]")) {
      scripts.add(script(echarts()));
    }
    scripts.add(script(resource("/sluice/evaluation/report/report.js")));
    StringBuilder policy =
        new StringBuilder(
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src");
    scripts.forEach(s -> policy.append(" '").append(s.hash()).append("'"));
    policy.append("; base-uri 'none'; form-action 'none'");
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("page", new ReportPage(report));
    model.put("css", resource("/sluice/evaluation/report/report.css"));
    model.put("policy", policy.toString());
    model.put("charts", charts);
    model.put("scripts", scripts);
    StringOutput out = new StringOutput(1 << 20);
    TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            ReportHtml.class.getClassLoader(),
            "sluice.evaluation.templates")
        .render("report.jte", model, out);
    return out.toString();
  }

  /** Returns what the script draws, as JSON that may stand inside a script element. */
  private static String charts(EvaluationReport report) {
    ReportPage page = new ReportPage(report);
    List<Map<String, Object>> charts = new ArrayList<>();
    for (ReportSection section : report.sections()) {
      for (int b = 0; b < section.blocks().size(); b++) {
        if (section.blocks().get(b) instanceof ReportSection.Chart c) {
          Map<String, Object> chart = new LinkedHashMap<>();
          chart.put("id", page.chartId(section, b));
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

  private static Script script(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new Script(text, "sha256-" + Base64.getEncoder().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static String echarts() throws IOException {
    Properties about = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars/echarts/pom.properties")) {
      about.load(in);
    }
    String version = about.getProperty("version");
    return resource("/META-INF/resources/webjars/echarts/" + version + "/echarts.common.min.js");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  private static InputStream open(String name) {
    InputStream in = ReportHtml.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is not on the class path");
    }
    return in;
  }
}
