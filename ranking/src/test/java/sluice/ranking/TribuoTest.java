package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.math.optimisers.AdaGradRDA;
import sluice.core.RankingSet;

/**
 * Why some of Tribuo's trainers are not used, as docs/adr/0019 says. Where an update makes one of
 * these fail, decide again.
 */
final class TribuoTest {
  private static final Logger CLASSIFIER =
      Logger.getLogger(XGBoostClassificationTrainer.class.getName());

  private final RankingSet set = RankingSets.synthetic(40, 25, 6, 1);
  private final Dataset<Label> rows = TribuoRows.dataset(set, set.features().data(), 6);

  @Test
  void thePenaltiesOfAdaGradRdaHaveNoEffect() {
    double[] without = weights(0, 0);
    assertThat(without).hasSize(7).doesNotContain(0.0);
    assertThat(weights(1e5, 0)).isEqualTo(without);
    assertThat(weights(0, 1e5)).isEqualTo(without);
  }

  private double[] weights(double l1, double l2) {
    AdaGradRDA steps = new AdaGradRDA(0.05, 0.1, l1, l2, set.rows());
    LinearSGDTrainer trainer = new LinearSGDTrainer(new LogMulticlass(), steps, 2, -1, 1, 7);
    return LogisticRegression.logOdds(trainer.train(rows), 6);
  }

  @Test
  void theXgboostClassifierCannotTrainWithTheLogisticLoss() {
    Level level = CLASSIFIER.getLevel();
    CLASSIFIER.setLevel(Level.OFF); // It logs what it throws.
    try {
      Map<String, Object> logistic = Map.of("objective", "binary:logistic", "nthread", 1);
      XGBoostClassificationTrainer trainer = new XGBoostClassificationTrainer(2, logistic);
      assertThatThrownBy(() -> trainer.train(rows)).hasMessageContaining("Invalid shape of labels");
    } finally {
      CLASSIFIER.setLevel(level);
    }
  }
}
