package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.core.text.NumberText;
import sluice.evaluation.Stage;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Comparisons;

/** What the page's template shows, with every number already as text. Immutable. */
public final class ReportPage {
  private final EvaluationReport report;
  private final Quality quality;
  private final Verdict verdict;

  ReportPage(EvaluationReport report) {
    this.report = report;
    this.quality = report.quality();
    this.verdict = report.verdict();
  }

  /** One figure at the top. */
  public record Tile(String label, String value, String note) {}

  /** A fact. */
  public record Fact(String name, String value) {}

  /** Returns the report. */
  public EvaluationReport report() {
    return report;
  }

  /** Returns what is shown of the funnel. */
  public FunnelView funnel() {
    return new FunnelView(report.funnel());
  }

  /** Returns what is shown of systems and comparisons. */
  public SystemsView systems() {
    return new SystemsView(quality);
  }

  /** Returns what is shown of slices. */
  public SliceView slices() {
    return new SliceView(quality);
  }

  /** Returns the verdict. */
  public Verdict verdict() {
    return verdict;
  }

  /** Returns the line below the title. */
  public String subtitle() {
    List<String> parts = new ArrayList<>();
    Optional.ofNullable(report.dataset().get("name")).ifPresent(n -> parts.add("dataset " + n));
    Optional.ofNullable(report.protocol().get("type")).ifPresent(n -> parts.add("protocol " + n));
    parts.add(NumberText.count(quality.users()) + " test users");
    if (!given()) {
      parts.add("served ranker " + quality.served());
    }
    return String.join(" · ", parts);
  }

  /** Returns the verdict's style. */
  public String outcomeStyle() {
    return verdict.outcome().key();
  }

  /** Says whether the systems are runs that were handed in. */
  public boolean given() {
    return Verdict.ofGivenRuns(quality);
  }

  /** Returns the verdict in a word or two. */
  public String outcomeWord() {
    if (given()) {
      return switch (verdict.outcome()) {
        case HELPED -> "✓ Better than the baseline";
        case NOT_SHOWN -> "≈ No difference shown";
        case HARMED -> "✗ Worse than the baseline";
        case UNKNOWN, CANNOT_TELL -> "No comparison";
      };
    }
    return switch (verdict.outcome()) {
      case HELPED -> "✓ Ranking helped";
      case NOT_SHOWN -> "≈ No gain shown";
      case HARMED -> "✗ Ranking harmed";
      case UNKNOWN -> "No comparison";
      case CANNOT_TELL -> "? This split cannot tell";
    };
  }

  /** Returns the figures at the top. */
  public List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    quality
        .value(quality.served(), quality.headline())
        .ifPresent(i ->
            tiles.add(
                new Tile(
                    quality.headline() + " of " + quality.served(),
                    NumberText.measure(i.mean()),
                    "95 % interval " + i.range())));
    quality
        .headline(quality.served(), Comparisons.RETRIEVAL_ORDER)
        .ifPresent(c ->
            tiles.add(
                new Tile(
                    "Against the retrieval order",
                    NumberText.difference(c.difference()),
                    NumberText.pIs(c.pValue())
                        + (c.significant() ? ", significant" : ", not significant"))));
    quality.comparisons().stream()
        .filter(c -> c.measure().equals(quality.headline()) && c.system().equals(quality.served()))
        .filter(
            c -> quality.system(c.baseline()).filter(s -> s.stage() == Stage.RETRIEVAL).isPresent())
        .min(Comparator.comparingDouble(Comparison::difference))
        .ifPresent(c ->
            tiles.add(
                new Tile(
                    "Against the best source",
                    NumberText.difference(c.difference()),
                    c.baseline() + ", " + NumberText.pIs(c.pValue()))));
    report.funnel().rows().stream()
        .filter(r -> r.stage().equals(Stage.FUSION.key()))
        .findFirst()
        .ifPresent(r ->
            tiles.add(
                new Tile(
                    "Recall ceiling",
                    NumberText.percent(r.recall()),
                    "of relevant items are among the candidates")));
    return tiles;
  }

  /** Returns facts as text, keys made readable. */
  public List<Fact> facts(Map<String, ?> facts) {
    return facts.entrySet().stream()
        .map(e -> new Fact(words(e.getKey()), NumberText.text(e.getValue())))
        .toList();
  }

  /** Returns the time of every stage, the whole last. */
  public List<Fact> timings() {
    List<Fact> out = new ArrayList<>();
    report
        .reproduction()
        .timings()
        .forEach((stage, s) -> out.add(new Fact(words(stage), NumberText.millis(1000 * s))));
    return out;
  }

  /** Returns a place or width in per cent, for a style. */
  static String place(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }

  private static String words(String key) {
    String spaced = key.replaceAll("(?<=[a-z])(?=[A-Z])", " ").replace('_', ' ');
    String lower = spaced.equals(key) ? key : spaced.toLowerCase(Locale.ROOT);
    return lower.isEmpty() ? "" : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
  }
}
