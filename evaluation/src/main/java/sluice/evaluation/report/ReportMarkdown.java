package sluice.evaluation.report;

import java.util.stream.Collectors;

/**
 * Writes {@code report.md}: the same parts in the same order as the page, charts as tables.
 *
 * <p>Markup in titles and texts is escaped.
 */
public final class ReportMarkdown {
  private ReportMarkdown() {}

  /** Returns the text. */
  public static String text(EvaluationReport report) {
    ReportPage page = new ReportPage(report);
    MarkdownText text = new MarkdownText();
    text.line("# " + MarkdownText.escape(report.title()))
        .line("")
        .line(MarkdownText.escape(page.subtitle()));
    text.heading(page.verdict().headline());
    text.line(
            page.verdict().sentences().stream()
                .map(s -> "- " + MarkdownText.escape(s))
                .collect(Collectors.joining("\n")))
        .line("");
    report
        .answers()
        .forEach(a ->
            text.line(
                    "**"
                        + MarkdownText.escape(a.question())
                        + "** "
                        + MarkdownText.escape(a.text()))
                .line(""));
    report.notes().forEach(n -> text.line("> Note. " + MarkdownText.escape(n)).line(""));
    page.groups().stream()
        .flatMap(g -> g.parts().stream())
        .forEach(part -> text.section(part.section()));
    return text.text();
  }
}
