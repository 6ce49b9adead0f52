package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Text;
import sluice.core.text.NumberText;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.evaluation.UserValues;
import sluice.ranking.settings.RankingSettings;

/**
 * The section of the report on measures at every depth of the lists, of the first fold, and on how
 * the headline measure spreads over the users of all folds.
 */
final class MeasuresAtK {
  private static final int[] DEPTHS = {1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100};
  private static final int BINS = 10;

  private final UserValues values;
  private final Measure headline;
  private final String served;
  private final int threads;

  MeasuresAtK(UserValues values, Measure headline, String served, int threads) {
    this.values = values;
    this.headline = headline;
    this.served = served;
    this.threads = threads;
  }

  /** Returns the section; none where the headline counts no user. */
  Optional<ReportSection> section(Judgements judged, List<Run> runs) {
    double[] own = values.column(headline, values.system(served));
    if (own == null || Arrays.stream(own).allMatch(Double::isNaN)) {
      return Optional.empty();
    }
    List<String> systems = systems();
    List<Run> shown =
        systems.stream()
            .flatMap(name -> runs.stream().filter(r -> r.system().equals(name)))
            .toList();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Text(words(own)));
    blocks.add(histogram(systems));
    for (String measure : List.of("nDCG", "recall")) {
      blocks.add(byDepth(measure, judged, shown));
    }
    return Optional.of(
        new ReportSection("measure-at-k", "By user, and by depth of the list", blocks));
  }

  /** The served ranker, the order that it began with, the best source, and chance. */
  private List<String> systems() {
    Optional<String> source =
        values.systems().stream()
            .filter(s -> s.stage() == Stage.RETRIEVAL)
            .map(s -> s.name())
            .filter(name -> values.column(headline, values.system(name)) != null)
            .max((a, b) ->
                Double.compare(
                    values.mean(headline, values.system(a)),
                    values.mean(headline, values.system(b))));
    return Stream.concat(
            Stream.of(served, RankingSettings.BASELINE),
            Stream.concat(source.stream(), Stream.of("random")))
        .distinct()
        .toList();
  }

  private String words(double[] own) {
    double[] counted = Arrays.stream(own).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double none = (double) Arrays.stream(counted).filter(v -> v == 0).count() / counted.length;
    return String.format(
        Locale.ROOT,
        "%s of %s is 0 for %s of the users and at least %s for half of them.",
        headline,
        served,
        NumberText.percent(none),
        NumberText.measure(counted[counted.length / 2]));
  }

  private Chart histogram(List<String> systems) {
    List<double[]> columns =
        systems.stream()
            .limit(2)
            .map(name -> values.column(headline, values.system(name)))
            .filter(Objects::nonNull)
            .toList();
    double most =
        columns.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).max().orElse(1);
    double width = Math.max(1, most) / BINS;
    List<String> bins = new ArrayList<>(List.of("0"));
    for (int b = 1; b <= BINS; b++) {
      bins.add(String.format(Locale.ROOT, "to %.1f", b * width));
    }
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < columns.size(); s++) {
      Double[] users = new Double[BINS + 1];
      Arrays.fill(users, 0.0);
      for (double v : columns.get(s)) {
        if (!Double.isNaN(v)) {
          users[Math.clamp((long) Math.ceil(v / width - 1e-9), 0, BINS)]++;
        }
      }
      series.add(new Series(systems.get(s), List.of(users)));
    }
    return new Chart(
        "Users by their " + headline,
        "The first bar counts users for whom nothing was found; the further right the others, the"
            + " better the lists.",
        Chart.Kind.BAR,
        headline.toString(),
        "users",
        bins,
        series);
  }

  private Chart byDepth(String measure, Judgements judged, List<Run> runs) {
    List<Measure> measures =
        Arrays.stream(DEPTHS).mapToObj(k -> Measure.parse(measure + "@" + k)).toList();
    UserValues at = UserValues.of(judged, runs, measures, Optional.empty(), threads);
    List<Series> series = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      List<Double> means = new ArrayList<>();
      for (Measure m : measures) {
        means.add(at.column(m, r) == null ? Double.NaN : at.mean(m, r));
      }
      series.add(new Series(runs.get(r).system(), means));
    }
    return new Chart(
        measure + "@k of the first k items",
        measure.equals("recall")
            ? "A line says what share of the relevant items the first k places hold."
            : "Where the served ranker's line lies above the others, its first k places are better"
                + " filled.",
        Chart.Kind.LINE,
        "k",
        measure + "@k",
        Arrays.stream(DEPTHS).mapToObj(Integer::toString).toList(),
        series);
  }
}
