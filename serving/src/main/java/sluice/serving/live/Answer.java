package sluice.serving.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the recommender answers.
 *
 * @param requestId the id that events about these items name
 * @param bundle the id of the bundle that chose them
 * @param time when it was answered, milliseconds since 1970 UTC: by the server's clock, or as the
 *     caller fixed it. Events about it are dated by the same clock
 * @param asOf at what time features were read
 * @param degraded what was left out, empty where the funnel ran in full: names of sources, or
 *     {@code popularity} where that is all there is
 * @param items best first
 */
public record Answer(
    String requestId,
    String bundle,
    long time,
    long asOf,
    List<String> degraded,
    List<Item> items) {
  /** Copies. */
  public Answer {
    degraded = List.copyOf(degraded);
    items = List.copyOf(items);
  }

  /**
   * One item.
   *
   * @param item its id
   * @param rank 1 the best
   * @param score the ranker's, or the similarity where nothing ranks
   * @param probability that it is relevant, where the bundle's scores have probabilities and a
   *     ranker scored it
   * @param propensity the probability that it is shown here, 1 unless something is drawn
   * @param why how it came here, where that was asked for
   */
  public record Item(
      String item,
      int rank,
      float score,
      OptionalDouble probability,
      double propensity,
      Optional<Why> why) {
    /** Makes an item that no ranker scored and no draw decided. */
    public Item(String item, int rank, float score, Optional<Why> why) {
      this(item, rank, score, OptionalDouble.empty(), 1, why);
    }
  }

  /**
   * How an item came into a slate.
   *
   * @param sources which brought it, at what rank and score
   * @param fusionRank its rank among the candidates, 1 the best; 0 where it was none
   * @param contributions the features that moved its score most, the strongest first; empty where
   *     the ranker's scores have no such parts, or where it was no candidate
   * @param base the score before anything is known of the item; empty where there are no
   *     contributions
   * @param rest what all other features add, so that base + contributions + rest is the score, but
   *     for rounding; empty where there are no contributions
   * @param words one sentence for a viewer
   */
  public record Why(
      List<Brought> sources,
      int fusionRank,
      List<Contribution> contributions,
      Optional<Double> base,
      Optional<Double> rest,
      String words) {
    /** Copies. */
    public Why {
      sources = List.copyOf(sources);
      contributions = List.copyOf(contributions);
    }
  }

  /**
   * What a feature adds to an item's score.
   *
   * @param feature its name
   * @param value what the ranker was given; empty where it was missing
   * @param contribution in the units of the score; below 0 where it lowers it
   */
  public record Contribution(String feature, Optional<Float> value, double contribution) {}

  /** A source that brought an item. */
  public record Brought(String source, int rank, float score) {}
}
