package sluice.evaluation.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import sluice.core.ReportSection;

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

  /** Returns the text. */
  public static String text(EvaluationReport report) throws IOException {
    return render("report.jte", report.allSections(), Map.of("page", new ReportPage(report)));
  }

  /** Fills a template with what it takes, and with the style, policy, charts and scripts. */
  static String render(String template, List<ReportSection> sections, Map<String, Object> content)
      throws IOException {
    String charts = SectionView.charts(sections);
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
    Map<String, Object> model = new LinkedHashMap<>(content);
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
        .render(template, model, out);
    return out.toString();
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
