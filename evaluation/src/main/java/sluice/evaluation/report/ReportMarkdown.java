package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import sluice.core.text.NumberText;

/**
 * Writes {@code report.md}: the same parts in the same order as the page, charts as tables.
 *
 * <p>Markup in titles and texts is escaped.
 */
public final class ReportMarkdown extends MarkdownText {
  private final EvaluationReport report;
  private final ReportPage page;

  private ReportMarkdown(EvaluationReport report) {
    this.report = report;
    this.page = new ReportPage(report);
  }

  /** Returns the text. */
  public static String text(EvaluationReport report) {
    return new ReportMarkdown(report).make();
  }

  private String make() {
    line("# " + escape(report.title())).line("").line(escape(page.subtitle())).line("");
    verdict();
    if (!page.given()) {
      funnel();
    }
    systems();
    slices();
    examples();
    report.findings().forEach(this::section);
    heading("Data and protocol");
    facts(page.facts(report.dataset()));
    facts(page.facts(report.protocol()));
    report.sections().forEach(this::section);
    repeat();
    return text();
  }

  private void verdict() {
    heading(page.verdict().headline());
    page.verdict().sentences().forEach(s -> line("- " + escape(s)));
    report.notes().forEach(n -> line("").line("> Note. " + escape(n)));
  }

  private void funnel() {
    heading("The funnel");
    line("Catalogue: " + NumberText.count((double) report.funnel().catalogueItems()) + " items.")
        .line("");
    rows(
        List.of("System", "Stage", "Items a user", "Recall", "It alone", "Time a user"),
        page.funnel().rows(),
        2);
  }

  private void systems() {
    heading("Systems and measures");
    line("Means with 95 % bootstrap intervals over users.").line("");
    List<String> columns = new ArrayList<>(List.of("System", "Stage"));
    columns.addAll(page.systems().measures());
    rows(columns, page.systems().rows(), 2);
    for (String measure : page.systems().measures()) {
      line(
          "- **"
              + escape(measure)
              + "**: "
              + escape(page.systems().contract(measure))
              + " Users counted here: "
              + page.systems().counted(measure)
              + ".");
    }
    if (report.quality().comparisons().isEmpty()) {
      return;
    }
    heading("Are the differences real?");
    line(escape(page.systems().test())).line("");
    List<TableRow> all = new ArrayList<>(page.systems().comparisons(true));
    all.addAll(page.systems().comparisons(false));
    rows(
        List.of(
            "System",
            "Baseline",
            "Measure",
            "Difference",
            "p",
            "p, uncorrected",
            "d",
            "Detectable",
            "Reading"),
        all,
        3);
  }

  private void slices() {
    if (report.slices().isEmpty()) {
      return;
    }
    heading("Slices");
    for (SliceTable slice : report.slices()) {
      line("### " + escape(slice.title())).line("").line(escape(slice.measure())).line("");
      List<String> columns = new ArrayList<>(List.of("Slice", slice.counts()));
      columns.addAll(page.slices().systems(slice));
      rows(columns, page.slices().rows(slice), 1);
    }
  }

  private void examples() {
    if (report.examples().isEmpty()) {
      return;
    }
    heading("Example users");
    line("A star marks an item that the user interacted with.").line("");
    for (Example e : report.examples()) {
      line("### User " + escape(e.user()) + " (" + escape(e.about()) + ")").line("");
      line("- had liked: " + items(e.liked()));
      line("- held out: " + items(e.heldOut()));
      e.stages().forEach(s -> line("- " + escape(s.system()) + ": " + items(s.items())));
      line("");
    }
  }

  private static String items(List<Example.Item> items) {
    return items.isEmpty()
        ? "nothing"
        : items.stream()
            .map(i -> (i.relevant() ? "★ " : "") + escape(i.title()))
            .collect(Collectors.joining("; "));
  }

  private void repeat() {
    heading("Repeat this run");
    fenced(report.reproduction().command());
    facts(page.facts(report.reproduction().facts()));
    facts(page.timings());
    fenced(report.reproduction().config());
  }

  private void fenced(String text) {
    if (!text.isEmpty()) {
      String fence = "```";
      while (text.contains(fence)) {
        fence += "`";
      }
      line(fence).line(text.stripTrailing()).line(fence).line("");
    }
  }

  private void facts(List<ReportPage.Fact> facts) {
    facts.forEach(f -> line("- " + escape(f.name()) + ": " + escape(f.value())));
    line("");
  }

  private void rows(List<String> columns, List<TableRow> rows, int firstNumber) {
    List<Boolean> numeric = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      numeric.add(c >= firstNumber && !columns.get(c).equals("Reading"));
    }
    head(columns, numeric);
    for (TableRow row : rows) {
      List<String> cells = new ArrayList<>();
      cells.add(row.head() + (row.tag().isEmpty() ? "" : " (" + row.tag() + ")"));
      row.cells()
          .forEach(c -> cells.add(c.text() + (c.under().isEmpty() ? "" : " (" + c.under() + ")")));
      cells(cells);
    }
    line("");
  }
}
