package sluice.evaluation.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes {@code report.html}: one file that opens offline and asks nothing of any network.
 *
 * <p>A content security policy allows no request and only the page's own script, by its hash; all
 * text is escaped. Charts are drawn here, so that they are there without a script, too.
 */
public final class ReportHtml {
  private ReportHtml() {}

  /**
   * A script of the page.
   *
   * @param text the code
   * @param hash as the content security policy names it
   */
  private record Script(String text, String hash) {}

  /** Returns the text. */
  public static String text(EvaluationReport report) throws IOException {
    ReportPage page = new ReportPage(report);
    return render(report.title(), page.subtitle(), page.groups(), Optional.of(page));
  }

  /** Returns a page of sections, below the verdict of a report where there is one. */
  static String render(
      String title, String subtitle, List<PageGroup> groups, Optional<ReportPage> report)
      throws IOException {
    Script script = script(resource("/sluice/evaluation/report/report.js"));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", title);
    model.put("subtitle", subtitle);
    model.put("groups", groups);
    model.put("report", report);
    model.put("css", resource("/sluice/evaluation/report/report.css"));
    model.put("script", script.text());
    model.put(
        "policy",
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src '"
            + script.hash()
            + "'; base-uri 'none'; form-action 'none'");
    StringOutput out = new StringOutput(1 << 20);
    TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            ReportHtml.class.getClassLoader(),
            "sluice.evaluation.templates")
        .render("page.jte", model, out);
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
