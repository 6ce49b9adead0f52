package sluice.ranking;

import java.util.List;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;

/**
 * The schema a ranker was trained on, which everything it scores must have: same features, same
 * order. Immutable.
 */
public record TrainedSchema(FeatureSchema schema) {
  /**
   * Checks what a ranker is asked to score.
   *
   * @throws IllegalArgumentException where the matrix has another schema or the score array is too
   *     short
   */
  public void check(FeatureMatrix candidates, float[] scores) {
    if (candidates.schema() != schema && !names(candidates.schema()).equals(names(schema))) {
      throw new IllegalArgumentException(
          "the ranker was trained on other features: "
              + names(schema)
              + ", not "
              + names(candidates.schema()));
    }
    if (scores.length < candidates.rows()) {
      throw new IllegalArgumentException(
          scores.length + " places for the scores of " + candidates.rows() + " rows");
    }
  }

  private static List<String> names(FeatureSchema schema) {
    return schema.features().stream().map(Feature::name).toList();
  }
}
