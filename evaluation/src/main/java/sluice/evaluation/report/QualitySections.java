package sluice.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Details;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;
import sluice.evaluation.Stage;
import sluice.evaluation.significance.Comparison;
import sluice.evaluation.significance.Interval;

/** The sections on systems and measures, and on the differences between systems. */
final class QualitySections {
  /** So many measures with their intervals fit a page beside the systems' names. */
  private static final int COLUMNS = 5;

  private final Quality quality;
  private final List<String> measures;

  QualitySections(Quality quality) {
    this.quality = quality;
    this.measures = List.copyOf(quality.contracts().keySet());
  }

  /** Returns every system by every measure, the best first. */
  ReportSection systems() {
    List<Quality.SystemResult> order =
        quality.systems().stream().sorted(Comparator.comparingDouble(s -> -mean(s))).toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            "Means over users with 95 % bootstrap intervals, the best system first. The best of each"
                + " column is bold, yardsticks apart; a dash: the system's list is shorter than the"
                + " cutoff."));
    List<Quality.SystemResult> drawn =
        order.stream().filter(s -> s.measures().containsKey(quality.headline())).toList();
    blocks.add(
        new Chart(
            quality.headline() + " of every system",
            "The dot is the mean, the bar its 95 % interval.",
            Chart.Kind.INTERVAL,
            "system",
            quality.headline(),
            drawn.stream().map(this::label).toList(),
            List.of(
                new Series("mean", drawn.stream().map(s -> own(s).mean()).toList()),
                new Series("low", drawn.stream().map(s -> own(s).low()).toList()),
                new Series("high", drawn.stream().map(s -> own(s).high()).toList()))));
    int first = Math.min(COLUMNS, measures.size());
    blocks.add(table("Systems by measures", order, measures.subList(0, first)));
    List<Block> more = new ArrayList<>();
    for (int from = first; from < measures.size(); from += COLUMNS) {
      more.add(
          table(
              "Systems by further measures",
              order,
              measures.subList(from, Math.min(from + COLUMNS, measures.size()))));
    }
    more.add(contracts());
    blocks.add(
        new Details(
            first < measures.size()
                ? "Further measures, and what each measure promises"
                : "What each measure promises",
            more));
    return new ReportSection("systems", "Systems and measures", blocks);
  }

  private Interval own(Quality.SystemResult system) {
    return Objects.requireNonNull(system.measures().get(quality.headline()));
  }

  private double mean(Quality.SystemResult system) {
    Interval own = system.measures().get(quality.headline());
    return own == null ? Double.NEGATIVE_INFINITY : own.mean();
  }

  private String label(Quality.SystemResult s) {
    return s.name()
        + (s.stage() == Stage.REFERENCE
            ? " (yardstick)"
            : s.name().equals(quality.served()) && s.stage() != Stage.GIVEN ? " (served)" : "")
        + (s.repeatable() ? "" : " (may not repeat exactly)");
  }

  private Table table(String title, List<Quality.SystemResult> order, List<String> columns) {
    List<String> heads = new ArrayList<>(List.of("System"));
    heads.addAll(columns);
    heads.add("Stage");
    List<List<Object>> rows = new ArrayList<>();
    for (Quality.SystemResult s : order) {
      List<Object> row = new ArrayList<>(List.of(label(s)));
      for (String measure : columns) {
        Interval i = s.measures().get(measure);
        row.add(
            i == null
                ? "–"
                : Figure.measure(i.mean())
                    .within(i.low(), i.high())
                    .marked(s.stage() != Stage.REFERENCE && i.mean() >= best(measure)));
      }
      row.add(Stage.label(s.stage().key()));
      rows.add(row);
    }
    return new Table(title, heads, rows);
  }

  private double best(String measure) {
    return quality.systems().stream()
        .filter(s -> s.stage() != Stage.REFERENCE)
        .flatMap(s -> Optional.ofNullable(s.measures().get(measure)).stream())
        .mapToDouble(Interval::mean)
        .max()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private Table contracts() {
    List<List<Object>> rows = new ArrayList<>();
    quality
        .contracts()
        .forEach((measure, contract) ->
            rows.add(
                List.of(
                    measure, contract, Figure.count(quality.counted().getOrDefault(measure, 0)))));
    return new Table("Contracts of the measures", List.of("Measure", "Contract", "Users"), rows);
  }

  /** Returns the section on differences; none where nothing was compared. */
  Optional<ReportSection> differences() {
    if (quality.comparisons().isEmpty()) {
      return Optional.empty();
    }
    boolean given = Verdict.ofGivenRuns(quality);
    String headline = quality.headline();
    List<Comparison> own =
        quality.comparisons().stream()
            .filter(c -> c.measure().equals(headline))
            .filter(c -> given || c.system().equals(quality.served()))
            .sorted(Comparator.comparingDouble(c -> -c.difference()))
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            own.isEmpty()
                ? "The served ranker is compared with nothing."
                : given
                    ? "Every run against the first, by " + headline + "."
                    : own.stream().filter(c -> c.significant() && c.difference() > 0).count()
                        + " of "
                        + own.size()
                        + " systems are significantly worse than "
                        + quality.served()
                        + ", by "
                        + headline
                        + "."));
    if (!own.isEmpty()) {
      blocks.add(forest(own, given));
    }
    blocks.add(
        new Details(
            "p-values, and every comparison by every measure", List.of(new Text(test()), every())));
    return Optional.of(new ReportSection("differences", "Are the differences real?", blocks));
  }

  private Chart forest(List<Comparison> own, boolean given) {
    return new Chart(
        "Differences in " + quality.headline() + " with 95 % intervals",
        "Right of 0 "
            + (given ? "the run beats the first" : quality.served() + " beats the system named")
            + "; a hollow dot, whose bar crosses 0, may be chance.",
        Chart.Kind.INTERVAL,
        given ? "run" : "against",
        "difference in " + quality.headline(),
        own.stream().map(c -> given ? c.system() : c.baseline()).toList(),
        List.of(
            new Series("difference", own.stream().map(Comparison::difference).toList()),
            new Series("low", own.stream().map(c -> c.size().low()).toList()),
            new Series("high", own.stream().map(c -> c.size().high()).toList())));
  }

  private static Figure difference(Comparison c) {
    return Figure.difference(c.difference()).within(c.size().low(), c.size().high());
  }

  private Table every() {
    List<List<Object>> rows = new ArrayList<>();
    List<Comparison> order =
        quality.comparisons().stream()
            .sorted(
                Comparator.comparing((Comparison c) -> !c.measure().equals(quality.headline()))
                    .thenComparing(c -> !c.system().equals(quality.served())))
            .toList();
    for (Comparison c : order) {
      rows.add(
          List.of(
              c.system() + " − " + c.baseline(),
              c.measure(),
              difference(c),
              Figure.p(c.pValue()),
              Figure.p(c.pValueRaw()),
              Figure.difference(c.size().effectSize()),
              Figure.measure(c.size().detectable()),
              c.reading()));
    }
    return new Table(
        "All comparisons",
        List.of(
            "Comparison",
            "Measure",
            "Difference",
            "p",
            "p, uncorrected",
            "d",
            "Least detectable",
            "Reading"),
        rows);
  }

  private String test() {
    String test = quality.comparisons().getFirst().test();
    return (test.equals("paired-t")
            ? "Student's paired t test (more than 2,000 users)"
            : "A paired sign-flip test with 100,000 flips")
        + ", users as pairs; p is corrected by Holm over all comparisons of a measure. Better or"
        + " worse is said from p < 0.05 on. “Not shown to differ” does not mean equal: next to the"
        + " difference stands its 95 % interval, and the least detectable difference is what so"
        + " many users would show with power 0.8. d is the difference in standard deviations of the"
        + " users' differences.";
  }
}
