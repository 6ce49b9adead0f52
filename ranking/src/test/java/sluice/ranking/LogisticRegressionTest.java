package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import sluice.core.Ranker;
import sluice.core.RankingSet;

final class LogisticRegressionTest {
  /**
   * The fit without penalty by scikit-learn 1.9.1, src/test/python/logistic_golden.py: six
   * features, three indicators, bias.
   */
  private static final double[] COEFFICIENTS = {
    2.2599997273439896, 0.9293609456139414, 0.5660672008298808, 0.3069400553228201,
    0.052731470324306605, -0.16009764335877402, -0.6695904658369268, 0.9687424971061565,
    0.5155684206044071, -0.06994927213170544
  };

  private static final double LOSS = 0.37750750291141655;

  /** The fit with l2 = 0.1 by the same script. */
  private static final double[] WITH_L2 = {
    1.1207262343083404, 0.3493188175856431, 0.25023098525536025, 0.11784562336059351,
    0.04799875170756801, -0.04582802380628869, -0.07114133439114839, 0.17782912264394843,
    0.09559347863961351, 0.00775103
  };

  /** The fit with l1 = 0.05 by the same script. */
  private static final double[] WITH_L1 = {
    1.4826993322413915, 0.3382037413805806, 0.14059932291853527, 0, 0, 0, 0, 0, 0, 0.04399314
  };

  private static LogisticRegression.Trainer trainer(Object... settings) {
    return (LogisticRegression.Trainer) RankingSets.trainer("logistic-regression", settings);
  }

  @Test
  void manyEpochsComeToTheFitOfScikitLearn() {
    RankingSet set = RankingSets.Golden.read().set();
    LogisticRegression.Trainer trainer =
        trainer("epochs", 400L, "learningRate", 0.3, "scaling", "z-score");
    Scaler scaler = Scaler.fit(Scaler.Kind.Z_SCORE, set.features());
    double[] found = LogisticRegression.logOdds(trainer.descend(set, scaler, 1), scaler.width());
    for (int j = 0; j < COEFFICIENTS.length; j++) {
      assertThat(found[j]).as("coefficient %s", j).isCloseTo(COEFFICIENTS[j], within(0.05));
    }
    Ranker ranker = trainer.fit(set, set, 1, 1);
    float[] scores = new float[set.rows()];
    ranker.score(set.features(), scores);
    double loss = 0;
    double weights = 0;
    for (int r = 0; r < scores.length; r++) {
      double sign = set.label(r) > 0 ? -1 : 1;
      loss += set.weight(r) * Math.log1p(Math.exp(sign * scores[r]));
      weights += set.weight(r);
    }
    assertThat(loss / weights).isBetween(LOSS - 1e-7, LOSS + 1e-3);
  }

  @Test
  void penaltiesComeToTheFitsOfScikitLearn() {
    assertThat(penalised("l2", 0.1)).containsExactly(WITH_L2, within(0.01));
    double[] lasso = penalised("l1", 0.05);
    assertThat(lasso).containsExactly(WITH_L1, within(0.02));
    assertThat(Arrays.stream(lasso).filter(weight -> weight == 0).count()).isGreaterThan(1);
  }

  private static double[] penalised(String penalty, double value) {
    RankingSet set = RankingSets.Golden.read().set();
    Scaler scaler = Scaler.fit(Scaler.Kind.Z_SCORE, set.features());
    LogisticRegression.Trainer trainer =
        trainer("epochs", 600L, "learningRate", 0.1, "average", false, penalty, value);
    return LogisticRegression.logOdds(trainer.descend(set, scaler, 1), scaler.width());
  }

  @Test
  void scoresAreThoseOfTribuosOwnModel() {
    RankingSet train = RankingSets.synthetic(40, 25, 6, 1);
    LogisticRegression.Trainer trainer = trainer();
    Scaler scaler = Scaler.fit(Scaler.Kind.QUANTILE, train.features());
    LinearSGDModel model = trainer.descend(train, scaler, 42);
    float[] scores = new float[train.rows()];
    trainer.fit(train, train, 42, 1).score(train.features(), scores);
    float[] scaled = new float[scaler.width()];
    for (int r = 0; r < train.rows(); r++) {
      scaler.scaleRow(train.features(), r, scaled, 0);
      double p =
          model
              .predict(TribuoRows.example(scaled, 0, scaled.length))
              .getOutputScores()
              .get("relevant")
              .getScore();
      assertThat(1 / (1 + Math.exp(-scores[r]))).isCloseTo(p, within(1e-6));
    }
  }

  @Test
  void theTunePartTeachesNothing() {
    RankingSet train = RankingSets.synthetic(40, 25, 6, 1);
    float[] one = new float[train.rows()];
    float[] two = new float[train.rows()];
    trainer().fit(train, RankingSets.synthetic(5, 25, 6, 2), 42, 1).score(train.features(), one);
    trainer().fit(train, RankingSets.synthetic(9, 25, 6, 3), 42, 1).score(train.features(), two);
    assertThat(two).isEqualTo(one);
  }
}
