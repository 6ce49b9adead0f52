package sluice.studies.ablation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;

/** Tells a person, or a script, what an ablation study found. */
public final class AblationReport {
  private final AblationStudy.Outcome study;

  /** Reports on a study. */
  public AblationReport(AblationStudy.Outcome study) {
    this.study = study;
  }

  private static String title(Ablation a) {
    return a.kind().label() + " " + a.name();
  }

  /** Returns sentences on what helps, what harms, and what cannot be told. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    List<Ablation> byWorth =
        study.ablations().stream()
            .sorted(Comparator.comparingDouble((Ablation a) -> -a.worth().mean()))
            .toList();
    byWorth.stream()
        .filter(Ablation::helps)
        .findFirst()
        .ifPresent(a ->
            words.add(
                String.format(
                    Locale.ROOT,
                    "Worth most: %s. Without it %s is %.4f in place of %.4f (%+.0f %%).",
                    title(a),
                    study.measure(),
                    a.without(),
                    study.with(),
                    100 * (a.without() - study.with()) / study.with())));
    List<String> harm = byWorth.stream().filter(Ablation::harms).map(a -> title(a)).toList();
    if (!harm.isEmpty()) {
      words.add("Better without: " + String.join(", ", harm) + ".");
    }
    long unclear = byWorth.stream().filter(a -> !a.helps() && !a.harms()).count();
    if (unclear > 0) {
      words.add(
          String.format(
              Locale.ROOT,
              "Of %d of %d parts no worth is shown, nor that they are worth nothing: look at their"
                  + " intervals.",
              unclear,
              byWorth.size()));
    }
    return words;
  }

  /** Returns the section for a page. */
  public ReportSection section() {
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            String.format(
                    Locale.ROOT,
                    "%s of %s with everything is %.4f over %,d users; recall of fusion %.4f. ",
                    study.measure(),
                    study.ranker(),
                    study.with(),
                    study.users(),
                    study.fusionRecall())
                + String.join(" ", words())));
    study.notes().forEach(note -> blocks.add(new ReportSection.Text(note)));
    List<Ablation> byWorth =
        study.ablations().stream()
            .sorted(Comparator.comparingDouble((Ablation a) -> -a.worth().mean()))
            .toList();
    blocks.add(
        new ReportSection.Chart(
            "Loss of " + study.measure() + " without",
            "A part whose interval lies right of 0 is worth having; a hollow dot may be worth"
                + " nothing.",
            ReportSection.Chart.Kind.INTERVAL,
            "left out",
            study.measure(),
            byWorth.stream().map(a -> title(a)).toList(),
            List.of(
                new ReportSection.Series(
                    "worth", byWorth.stream().map(a -> a.worth().mean()).toList()),
                new ReportSection.Series(
                    "low", byWorth.stream().map(a -> a.worth().low()).toList()),
                new ReportSection.Series(
                    "high", byWorth.stream().map(a -> a.worth().high()).toList()))));
    blocks.add(table());
    blocks.add(
        new ReportSection.Text(
            "Worth is the mean over users of the measure with everything less the measure without"
                + " the part, all by the list of the served ranker (for re-ranking: the slate less"
                + " the ranker's list); its 95 % interval is by bootstrap over users; p is by sign"
                + " flips (up to 2,000 users, above by the paired t test), corrected by Holm over"
                + " all rows. Milliseconds a request are what the part takes on one thread with"
                + " everything in place; they vary from run to run. Parts can stand in for each"
                + " other: what two are worth together may be more than the sum of both."));
    return new ReportSection("ablation", "What each part is worth", blocks);
  }

  private ReportSection.Table table() {
    List<List<Object>> rows = new ArrayList<>();
    for (Ablation a : study.ablations()) {
      rows.add(
          List.of(
              a.kind().label(),
              a.name(),
              a.instead().isEmpty() ? "nothing" : a.instead(),
              Figure.measure(a.without()),
              Figure.difference(a.worth().mean()),
              Figure.difference(a.worth().low()),
              Figure.difference(a.worth().high()),
              Figure.p(a.p()),
              a.fusionRecall().<Object>map(r -> Figure.difference(r.mean())).orElse("–"),
              cell(a.requestMillis())));
    }
    return new ReportSection.Table(
        "Every part left out in turn",
        List.of(
            "Kind",
            "Left out",
            "In its place",
            study.measure() + " without",
            "worth",
            "from",
            "to",
            "p (Holm)",
            "worth in recall of fusion",
            "ms a request"),
        rows);
  }

  private static Object cell(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : "–";
  }

  /** Returns the document for scripts. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("dataset", study.dataset());
    document.put("measure", study.measure());
    document.put("ranker", study.ranker());
    document.put("users", study.users());
    document.put("with", study.with());
    document.put("fusionRecall", study.fusionRecall());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Ablation a : study.ablations()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("kind", a.kind().label());
      row.put("name", a.name());
      row.put("instead", a.instead());
      row.put("without", a.without());
      row.put("worth", a.worth().mean());
      row.put("low", a.worth().low());
      row.put("high", a.worth().high());
      row.put("p", a.p());
      a.fusionRecall()
          .ifPresent(r -> {
            row.put("fusionRecallWorth", r.mean());
            row.put("fusionRecallLow", r.low());
            row.put("fusionRecallHigh", r.high());
          });
      a.requestMillis().ifPresent(m -> row.put("requestMillis", m));
      rows.add(row);
    }
    document.put("ablations", rows);
    document.put("notes", study.notes());
    document.put("seconds", study.seconds());
    return document;
  }
}
