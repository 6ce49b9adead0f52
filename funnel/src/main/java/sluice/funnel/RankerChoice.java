package sluice.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.core.Parallel;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.ranking.TuneMeasure;
import sluice.ranking.settings.RankingSettings;

/**
 * Which ranker is served: the one that the config names, or with {@code ranking.model: auto} the
 * one whose mean nDCG@10 on the tune and calibrate requests is highest.
 *
 * <p>The order of retrieval gives way only to a ranker whose mean paired difference to it is above
 * one standard error; without that, a ranker of few requests is served by chance. Among equals the
 * earlier of the config wins. No ranker is fitted on these requests, but the tune requests stop the
 * boosting early, which favors boosted trees by a little. The test requests take no part.
 *
 * @param served the ranker
 * @param section what the report says of the choice; empty where there was none
 */
public record RankerChoice(Ranker served, Optional<ReportSection> section) {
  private static final int CUTOFF = 10;

  /**
   * A ranker with its nDCG@10.
   *
   * @param values one a request that has a relevant item
   */
  private record Tried(Ranker ranker, List<Double> values) {
    double mean() {
      return average(values);
    }

    /** Returns the mean difference to another ranker, and its standard error; 0 for one request. */
    Difference against(Tried other) {
      List<Double> each =
          IntStream.range(0, values.size())
              .mapToObj(i -> values.get(i) - other.values.get(i))
              .toList();
      double mean = average(each);
      double squares = each.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
      int n = each.size();
      return new Difference(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n));
    }

    private static double average(List<Double> values) {
      return values.stream().mapToDouble(v -> v).average().orElse(0);
    }
  }

  private record Difference(double mean, double standardError) {}

  /** Returns the ranker of a name; where it could not be trained, the order of retrieval. */
  public static RankerChoice named(List<Ranker> rankers, String name) {
    return new RankerChoice(
        find(rankers, name).or(() -> find(rankers, RankingSettings.BASELINE)).orElseThrow(),
        Optional.empty());
  }

  /**
   * Chooses.
   *
   * @param rankers in the order of the config, at least one
   * @param sets the rows that decide
   * @param threads how many threads; changes nothing but the time
   */
  static RankerChoice best(List<Ranker> rankers, List<RankingSet> sets, int threads) {
    List<TuneMeasure> measures = sets.stream().map(s -> new TuneMeasure(s, CUTOFF)).toList();
    if (measures.stream().mapToInt(TuneMeasure::counted).sum() == 0) {
      return unmeasured(rankers);
    }
    Tried[] tried = new Tried[rankers.size()];
    Parallel.run(
        threads,
        tried.length,
        () -> measures,
        (i, shared) ->
            tried[i] =
                new Tried(
                    rankers.get(i),
                    IntStream.range(0, sets.size())
                        .mapToObj(s -> values(rankers.get(i), sets.get(s), shared.get(s)))
                        .flatMap(List::stream)
                        .toList()));
    List<Tried> order = new ArrayList<>(List.of(tried));
    order.sort(Comparator.comparingDouble(Tried::mean).reversed());
    Tried first = order.getFirst();
    Optional<Tried> base =
        order.stream().filter(t -> t.ranker.name().equals(RankingSettings.BASELINE)).findFirst();
    Tried served =
        base.filter(b -> first.against(b).mean <= first.against(b).standardError).orElse(first);
    String text =
        "ranking.model is auto: "
            + (served.equals(first)
                ? served.ranker.name() + " is served, because its nDCG@10 is the highest"
                : "the order of retrieval is served, because "
                    + first.ranker.name()
                    + ", whose nDCG@10 is the highest, is not above it by more than one standard"
                    + " error")
            + ", on the "
            + first.values.size()
            + " tune and calibrate requests. The test requests took no part in the choice.";
    return new RankerChoice(
        served.ranker,
        Optional.of(
            section(
                List.of(
                    new ReportSection.Text(text),
                    new ReportSection.Table(
                        "Rankers on the tune and calibrate requests",
                        List.of("ranker", "nDCG@10", "against retrieval", "standard error"),
                        order.stream().map(t -> row(t, base)).toList())))));
  }

  private static List<Double> values(Ranker ranker, RankingSet set, TuneMeasure measure) {
    float[] scores = new float[set.rows()];
    ranker.score(set.features(), scores);
    return IntStream.range(0, set.requests())
        .filter(g -> set.relevant(g) > 0)
        .mapToObj(g -> measure.request(g, scores, set.start(g)))
        .toList();
  }

  private static List<Object> row(Tried tried, Optional<Tried> base) {
    Optional<Difference> difference = base.filter(b -> !b.equals(tried)).map(tried::against);
    return List.of(
        tried.ranker.name(),
        Figure.measure(tried.mean()),
        difference.<Object>map(d -> Figure.measure(d.mean)).orElse(""),
        difference.<Object>map(d -> Figure.measure(d.standardError)).orElse(""));
  }

  /** Without a request that has a relevant item, the first ranker that learns is served. */
  private static RankerChoice unmeasured(List<Ranker> rankers) {
    Ranker served =
        rankers.stream()
            .filter(r -> !r.name().equals(RankingSettings.BASELINE))
            .findFirst()
            .orElse(rankers.getFirst());
    String text =
        "ranking.model is auto, but no tune or calibrate request has a relevant item: "
            + served.name()
            + ", the first of ranking.compare that learns, is served.";
    return new RankerChoice(served, Optional.of(section(List.of(new ReportSection.Warning(text)))));
  }

  private static ReportSection section(List<ReportSection.Block> blocks) {
    return new ReportSection("served-ranker", "Which ranker is served", blocks);
  }

  private static Optional<Ranker> find(List<Ranker> rankers, String name) {
    return rankers.stream().filter(r -> r.name().equals(name)).findFirst();
  }
}
