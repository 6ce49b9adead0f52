package sluice.funnel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sluice.core.Parallel;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.ranking.TuneMeasure;
import sluice.ranking.settings.RankingSettings;

/**
 * Which ranker is served: the one that the config names, or with {@code ranking.model: auto} the
 * one whose mean nDCG@10 on the tune requests is highest.
 *
 * <p>Among equals the earlier of the config wins, so that a ranker that adds nothing to the order
 * of retrieval is not served. The tune requests also stop the boosting early, which favours boosted
 * trees by a little; the test requests take no part.
 *
 * @param served the ranker
 * @param section what the report says of the choice; empty where there was none
 */
public record RankerChoice(Ranker served, Optional<ReportSection> section) {
  private static final int CUTOFF = 10;

  private record Tried(Ranker ranker, double value) {}

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
   * @param tune the rows that decide
   * @param threads how many threads; changes nothing but the time
   */
  static RankerChoice best(List<Ranker> rankers, RankingSet tune, int threads) {
    TuneMeasure measure = new TuneMeasure(tune, CUTOFF);
    Tried[] tried = new Tried[rankers.size()];
    Parallel.run(
        threads,
        tried.length,
        () -> measure,
        (i, shared) -> {
          float[] scores = new float[tune.rows()];
          rankers.get(i).score(tune.features(), scores);
          tried[i] = new Tried(rankers.get(i), shared.mean(scores));
        });
    if (measure.counted() == 0) {
      return unmeasured(rankers);
    }
    List<Tried> order = new ArrayList<>(List.of(tried));
    order.sort(Comparator.comparingDouble(Tried::value).reversed());
    String text =
        "ranking.model is auto: "
            + order.getFirst().ranker.name()
            + " is served, because its nDCG@10 on the "
            + measure.counted()
            + " tune requests is the highest. The test requests took no part in the choice.";
    List<List<Object>> rows =
        order.stream().map(t -> List.<Object>of(t.ranker.name(), Figure.measure(t.value))).toList();
    return new RankerChoice(
        order.getFirst().ranker,
        Optional.of(
            section(
                List.of(
                    new ReportSection.Text(text),
                    new ReportSection.Table(
                        "Rankers on the tune requests", List.of("ranker", "nDCG@10"), rows)))));
  }

  /** Without a tune request that has a relevant item, the first ranker that learns is served. */
  private static RankerChoice unmeasured(List<Ranker> rankers) {
    Ranker served =
        rankers.stream()
            .filter(r -> !r.name().equals(RankingSettings.BASELINE))
            .findFirst()
            .orElse(rankers.getFirst());
    String text =
        "ranking.model is auto, but no tune request has a relevant item: "
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
