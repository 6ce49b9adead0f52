package sluice.studies.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sluice.core.ReportSection;

/** What an audit found, one finding a check. */
public record AuditResult(List<Finding> findings) {
  /** Copies. */
  public AuditResult {
    findings = List.copyOf(findings);
  }

  /** Returns the worst level. */
  public Finding.Level level() {
    return findings.stream().map(Finding::level).max(Enum::compareTo).orElse(Finding.Level.PASS);
  }

  /** Returns the findings for a page. */
  public List<ReportSection> sections() {
    List<List<Object>> rows = new ArrayList<>();
    for (Finding f : findings) {
      rows.add(List.of(f.check(), word(f.level()), f.evidence(), f.fix()));
    }
    ReportSection.Block said =
        switch (level()) {
          case PASS -> new ReportSection.Text("No check found a leak.");
          case WARNING -> new ReportSection.Warning("Some checks ask for a look.");
          case LEAK -> new ReportSection.Warning("There is a leak: figures cannot be trusted.");
        };
    return List.of(
        new ReportSection(
            "audit",
            "Leakage audit",
            List.of(
                said,
                new ReportSection.Table(
                    "Checks", List.of("Check", "result", "evidence", "how to fix it"), rows))));
  }

  /** Returns the word for a level. */
  public static String word(Finding.Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
