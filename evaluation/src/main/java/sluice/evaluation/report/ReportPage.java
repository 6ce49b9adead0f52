package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sluice.core.ReportSection;
import sluice.core.text.NumberText;
import sluice.evaluation.Stage;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Comparisons;

/** What the page's template shows, with every number already as text. Immutable. */
public final class ReportPage {
  private static final String RESULT = "Result";
  private static final String LOST = "Where it falls short";
  private static final String LISTS = "What the lists are like";
  private static final String MODELS = "How it was made";
  private static final String DATA = "Data";

  /** Where a section stands that is no finding on losses and no stage's report. */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("funnel", RESULT),
          Map.entry("systems", RESULT),
          Map.entry("differences", RESULT),
          Map.entry("measure-at-k", RESULT),
          Map.entry("slices", LOST),
          Map.entry("examples", LISTS),
          Map.entry("beyond-accuracy", LISTS),
          Map.entry("fairness", LISTS),
          Map.entry("predictions", LISTS),
          Map.entry("reranking", LISTS),
          Map.entry("overlap", MODELS),
          Map.entry("data", DATA),
          Map.entry("protocol", DATA),
          Map.entry("dataset", DATA),
          Map.entry("preset", DATA),
          Map.entry("feature-shift", DATA),
          Map.entry("repeat", ""));

  private static final Set<String> OPEN =
      Set.of("funnel", "systems", "differences", "losses", "weak-slices");

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

  /** Returns the report. */
  public EvaluationReport report() {
    return report;
  }

  /** Returns what is shown of the funnel. */
  public FunnelView funnel() {
    return new FunnelView(report.funnel());
  }

  /** Returns all sections of the page by group; what answers the first questions is open. */
  public List<PageGroup> groups() {
    Map<String, List<PageGroup.Part>> groups = new LinkedHashMap<>();
    List.of(RESULT, LOST, LISTS, MODELS, DATA, "").forEach(g -> groups.put(g, new ArrayList<>()));
    QualitySections own = new QualitySections(quality);
    Stream.of(
            given()
                ? Stream.<ReportSection>empty()
                : Stream.of(ReportParts.funnel(report.funnel())),
            Stream.of(own.systems()),
            own.differences().stream(),
            report.findings().stream(),
            ReportParts.slices(report).stream(),
            ReportParts.examples(report.examples()).stream(),
            report.sections().stream(),
            Stream.of(ReportParts.facts(report), ReportParts.repeat(report.reproduction())))
        .flatMap(s -> s)
        .forEach(s ->
            Objects.requireNonNull(groups.get(group(s.id())))
                .add(new PageGroup.Part(s, !OPEN.contains(s.id()))));
    List<PageGroup> out = new ArrayList<>();
    groups.forEach((title, parts) -> {
      if (!parts.isEmpty()) {
        out.add(new PageGroup(title, parts));
      }
    });
    return out;
  }

  private String group(String id) {
    boolean finding = report.findings().stream().anyMatch(s -> s.id().equals(id));
    return GROUPS.getOrDefault(id, finding ? LOST : MODELS);
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

  /** Returns a place or width in per cent, for a style. */
  static String place(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }
}
