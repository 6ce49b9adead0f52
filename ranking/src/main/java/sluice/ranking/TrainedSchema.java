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
    check(candidates);
    if (scores.length < candidates.rows()) {
      throw new IllegalArgumentException(
          scores.length + " places for the scores of " + candidates.rows() + " rows");
    }
  }

  /**
   * Checks what a ranker is asked to explain.
   *
   * @throws IllegalArgumentException where the matrix has another schema or no such row, or there
   *     is not one place a feature
   */
  public void check(FeatureMatrix rows, int row, double[] contributions) {
    check(rows);
    if (row < 0 || row >= rows.rows()) {
      throw new IllegalArgumentException("row " + row + " of " + rows.rows());
    }
    if (contributions.length != schema.size()) {
      throw new IllegalArgumentException(
          contributions.length + " places for the contributions of " + schema.size() + " features");
    }
  }

  private void check(FeatureMatrix candidates) {
    if (candidates.schema() != schema && !names(candidates.schema()).equals(names(schema))) {
      throw new IllegalArgumentException(
          "the ranker was trained on other features: "
              + names(schema)
              + ", not "
              + names(candidates.schema()));
    }
  }

  private static List<String> names(FeatureSchema schema) {
    return schema.features().stream().map(Feature::name).toList();
  }
}
