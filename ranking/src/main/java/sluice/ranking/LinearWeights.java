package sluice.ranking;

import org.tribuo.classification.sgd.linear.LinearSGDModel;
import sluice.core.RankingSet;

/**
 * A logistic regression by Tribuo as plain weights of unscaled features, for those who want a sum
 * and not a ranker: learned fusion.
 */
public final class LinearWeights {
  private static final LogisticRegression.Trainer TRAINER =
      new LogisticRegression.Trainer(
          "weights", new LogisticRegression.Settings(6, 0.05, true, 0, 0, Scaler.Kind.Z_SCORE));

  private LinearWeights() {}

  /**
   * Fits.
   *
   * @param rows with both kinds of labels and without missing values
   * @param seed of the order of the rows
   * @return the weight of each feature, of which the log-odds are the sum but for a constant
   */
  public static double[] fit(RankingSet rows, long seed) {
    TrainingLabels.check("weights", rows);
    Scaler scaler = Scaler.fit(Scaler.Kind.Z_SCORE, rows.features());
    LinearSGDModel model = TRAINER.descend(rows, scaler, seed);
    double[] scaled = LogisticRegression.logOdds(model, scaler.width());
    double[] weights = new double[rows.features().columns()];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = scaled[j] * scaler.factor(j);
    }
    return weights;
  }
}
