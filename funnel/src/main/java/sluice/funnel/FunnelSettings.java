package sluice.funnel;

import java.util.List;
import sluice.candidates.RetrievalSettings;
import sluice.core.UserError;
import sluice.features.FeatureSettings;
import sluice.ranking.rerank.ReRankerSpec;
import sluice.ranking.settings.RankingSettings;
import sluice.ranking.training.TrainingSettings;

/**
 * What a config says of the stages of the funnel.
 *
 * @param candidates sources, embeddings, fusion
 * @param features how feature rows are made
 * @param ranking rankers and what they are trained on
 * @param reranking re-rankers, in the order they are applied
 * @param slateSize how many items are shown
 * @param seed of everything random
 * @param threads how many threads fit and walk; changes no result
 */
public record FunnelSettings(
    RetrievalSettings candidates,
    FeatureSettings features,
    RankingSettings ranking,
    List<ReRankerSpec> reranking,
    int slateSize,
    long seed,
    int threads) {
  private static final String POSITION = "position";

  /** Copies, and adds the feature of the position where rankers are trained with it. */
  public FunnelSettings {
    features = features(features, ranking.training());
    reranking = List.copyOf(reranking);
  }

  /**
   * Returns the features that rankers are trained with: those of the config, and the position where
   * training asks for it.
   *
   * @throws UserError where the config names the position itself
   */
  public static FeatureSettings features(FeatureSettings asked, TrainingSettings training) {
    boolean position = training.positionBias() == TrainingSettings.PositionRemedy.FEATURE;
    if (asked.has(POSITION) && !position) {
      throw new UserError(
          "the features have the family position, but only ranking.training.positionBias: feature"
              + " fills it. Fix: set that instead");
    }
    return position && !asked.has(POSITION) ? asked.and(POSITION) : asked;
  }

  /**
   * Says whether a ranker is trained in addition to the order of retrieval, so that features are
   * needed.
   */
  public boolean ranks() {
    return ranking.compare().stream().anyMatch(t -> !t.name().equals(RankingSettings.BASELINE));
  }

  /** Returns the same with other sources or another fusion. */
  public FunnelSettings with(RetrievalSettings other) {
    return new FunnelSettings(other, features, ranking, reranking, slateSize, seed, threads);
  }

  /** Returns the same with other features. */
  public FunnelSettings with(FeatureSettings other) {
    return new FunnelSettings(candidates, other, ranking, reranking, slateSize, seed, threads);
  }

  /** Returns the same with other rankers. */
  public FunnelSettings with(RankingSettings other) {
    return new FunnelSettings(candidates, features, other, reranking, slateSize, seed, threads);
  }
}
