package sluice.ranking.training;

import java.util.List;
import java.util.Optional;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.RankingSet;

/**
 * A ranking set and what became of the requests it was built from.
 *
 * @param set the rows
 * @param counts what became of the requests
 * @param negativesShare the weight of its negatives a negative candidate of its requests: 1 where
 *     none was left out, and where there are none; impressions are not counted
 * @param positionBias where impressions are weighed by it
 */
public record BuiltSet(
    RankingSet set,
    TrainingCounts counts,
    double negativesShare,
    Optional<PositionBias> positionBias) {
  /** No rows, of no request. */
  public static final BuiltSet NONE =
      new BuiltSet(
          new RankingSet(
              new FeatureMatrix(new FeatureSchema(List.of()), 0),
              new float[0],
              new float[0],
              new int[1],
              new int[0],
              List.of()),
          new TrainingCounts(0, 0, 0, 0, 0, 0, 0),
          1,
          Optional.empty());
}
