package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;
import sluice.core.ConfigNode;
import sluice.core.FeatureMatrix;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.UserError;

final class XgboostTest {
  private static final Object[] GOLDEN_SETTINGS = {
    "trees",
    20L,
    "eta",
    0.3,
    "depth",
    4L,
    "minChildWeight",
    1L,
    "subsample",
    1L,
    "colsample",
    1L,
    "bins",
    64L
  };

  private static Xgboost.Trainer trainer(Object... settings) {
    return (Xgboost.Trainer) RankingSets.trainer("xgboost", settings);
  }

  private static float[] scores(Ranker ranker, RankingSet set) {
    float[] scores = new float[set.rows()];
    ranker.score(set.features(), scores);
    return scores;
  }

  /** Reference: XGBoost 3.0.4's Python package, src/test/python/xgboost_golden.py. */
  @Test
  void marginsAreThoseOfThePythonPackage() {
    RankingSets.Golden golden = RankingSets.Golden.read();
    float prior = (float) TrainingLabels.prior(golden.set());
    XGBoostModel<Label> model = trainer(GOLDEN_SETTINGS).boost(golden.set(), 1);
    FlatTrees trees = Xgboost.flatten(model, 6, Xgboost.logit(prior));
    assertThat(trees.size()).isEqualTo(20);
    float[] margins = new float[golden.set().rows()];
    trees.start(margins, margins.length);
    for (int t = 0; t < 20; t++) {
      trees.add(t, golden.set().features(), 0, margins.length, margins);
    }
    for (int r = 0; r < margins.length; r++) {
      assertThat(margins[r]).isCloseTo(golden.margins().get(r), within(1e-5f));
    }
  }

  @Test
  void scoresAreThoseOfTribuosOwnModel() {
    RankingSet train = RankingSets.synthetic(40, 25, 6, 1);
    Xgboost.Trainer trainer = trainer("trees", 30L);
    XGBoostModel<Label> model = trainer.boost(train, 42);
    // Without a tune request that counts, all trees stay.
    RankingSet nothing =
        RankingSets.of(new FeatureMatrix(train.features().schema(), 1), new float[0], 1);
    float[] scores = scores(trainer.fit(train, nothing, 42, 1), train);
    for (int r = 0; r < train.rows(); r++) {
      double p =
          model
              .predict(TribuoRows.example(train.features().data(), r, 6))
              .getOutputScores()
              .get("relevant")
              .getScore();
      assertThat(1 / (1 + Math.exp(-scores[r]))).isCloseTo(p, within(1e-6));
    }
  }

  @Test
  void aColumnThatIsAlwaysMissingDoesNotShiftTheOthers() {
    RankingSet full = RankingSets.synthetic(30, 20, 4, 7);
    FeatureMatrix shifted = new FeatureMatrix(RankingSets.schema(5), full.rows());
    shifted.resize(full.rows());
    float[] labels = new float[full.rows()];
    for (int r = 0; r < full.rows(); r++) {
      labels[r] = full.label(r);
      for (int j = 0; j < 5; j++) {
        shifted.set(r, j, j == 1 ? Float.NaN : full.features().get(r, j == 0 ? 0 : j - 1));
      }
    }
    RankingSet gap = RankingSets.of(shifted, labels, 30);
    Xgboost.Trainer trainer = trainer("trees", 10L, "colsample", 1L);
    assertThat(scores(trainer.fit(gap, gap, 1, 1), gap))
        .isEqualTo(scores(trainer.fit(full, full, 1, 1), full));
  }

  @Test
  void earlyStoppingKeepsThePrefixThatRanksTheTunePartBest() {
    RankingSet train = RankingSets.synthetic(30, 20, 6, 3);
    RankingSet tune = RankingSets.synthetic(20, 50, 6, 4);
    TreeRanker ranker = (TreeRanker) trainer("trees", 40L, "eta", 0.3).fit(train, tune, 5, 2);
    float prior = (float) TrainingLabels.prior(train);
    FlatTrees trees =
        Xgboost.flatten(trainer("trees", 40L, "eta", 0.3).boost(train, 5), 6, Xgboost.logit(prior));
    TuneMeasure measure = new TuneMeasure(tune, 10);
    double best = -1;
    int bestCount = 0;
    for (int count = 1; count <= 40; count++) {
      float[] margins = new float[tune.rows()];
      trees.start(margins, margins.length);
      for (int t = 0; t < count; t++) {
        trees.add(t, tune.features(), 0, margins.length, margins);
      }
      double value = measure.mean(margins);
      assertThat(ranker.stopping().measures().get(count - 1)).isCloseTo(value, within(1e-12));
      if (value > best) {
        best = value;
        bestCount = count;
      }
    }
    assertThat(ranker.stopping().trees()).isEqualTo(bestCount).isLessThan(40);
    assertThat(measure.mean(scores(ranker, tune))).isCloseTo(best, within(1e-12));
  }

  @Test
  void xgboostsOwnThreadsDoNotChangeTheTrees() {
    RankingSet train = RankingSets.synthetic(100, 40, 12, 8);
    RankingSet tune = RankingSets.synthetic(10, 40, 12, 9);
    float[] one = scores(trainer("trees", 25L, "threads", 1L).fit(train, tune, 5, 1), tune);
    float[] two = scores(trainer("trees", 25L, "threads", 2L).fit(train, tune, 5, 1), tune);
    assertThat(two).isEqualTo(one);
  }

  @Test
  void anotherSeedGivesOtherTrees() {
    RankingSet train = RankingSets.synthetic(40, 25, 6, 1);
    float[] one = scores(trainer("trees", 5L).fit(train, train, 1, 1), train);
    float[] two = scores(trainer("trees", 5L).fit(train, train, 2, 1), train);
    assertThat(two).isNotEqualTo(one);
  }

  @Test
  void aTinySetIsLearntByHeart() {
    RankingSet tiny = RankingSets.synthetic(4, 20, 6, 6);
    Ranker ranker =
        trainer("trees", 200L, "eta", 0.5, "minChildWeight", 0L, "subsample", 1L, "lambda", 0.1)
            .fit(tiny, tiny, 1, 1);
    assertThat(new TuneMeasure(tiny, 10).mean(scores(ranker, tiny))).isGreaterThan(0.999);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xgboost",
        "logistic-regression",
        "lambdamart",
        "factorization-machine",
        "cart",
        "random-forest"
      })
  void unseenRequestsAreRankedBetterThanByChance(String type) {
    for (long seed = 1; seed <= 3; seed++) {
      RankingSet train = RankingSets.synthetic(80, 30, 6, seed);
      RankingSet tune = RankingSets.synthetic(20, 60, 6, seed + 100);
      RankingSet fresh = RankingSets.synthetic(60, 60, 6, seed + 200);
      Object[] settings =
          type.equals("xgboost") || type.equals("lambdamart")
              ? new Object[] {"trees", 40L}
              : new Object[0];
      Ranker ranker = RankingSets.trainer(type, settings).fit(train, tune, seed, 1);
      TuneMeasure measure = new TuneMeasure(fresh, 10);
      double chance = measure.mean(new float[fresh.rows()]);
      assertThat(measure.mean(scores(ranker, fresh))).isGreaterThan(1.7 * chance);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1})
  void nothingToLearnFromIsTheUsersError(float label) {
    RankingSet set = RankingSets.synthetic(2, 10, 6, 1);
    float[] labels = new float[set.rows()];
    Arrays.fill(labels, label);
    RankingSet same = RankingSets.of(set.features(), labels, 2);
    for (String type :
        new String[] {
          "xgboost",
          "logistic-regression",
          "lambdamart",
          "factorization-machine",
          "cart",
          "random-forest"
        }) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> RankingSets.trainer(type).fit(same, same, 1, 1))
          .withMessageContaining("ranker " + type + " has nothing to learn from")
          .withMessageContaining("retrieval-order");
    }
  }

  private static ConfigNode monotone(String feature, String way) {
    return ConfigNode.map(
        "test.yaml:9",
        "monotone",
        Map.of(feature, ConfigNode.scalar("test.yaml:9", "monotone." + feature, way)));
  }

  /** The label falls where f0 is high, against the constraint. */
  @ParameterizedTest
  @ValueSource(strings = {"xgboost", "lambdamart"})
  void aScoreNeverGoesAgainstItsConstraint(String type) {
    RankingSet drawn = RankingSets.synthetic(60, 30, 6, 1);
    float[] labels = new float[drawn.rows()];
    for (int r = 0; r < labels.length; r++) {
      labels[r] = drawn.features().get(r, 0) > 1 ? 0 : drawn.label(r);
    }
    RankingSet set = RankingSets.of(drawn.features(), labels, 60);
    Ranker free = RankingSets.trainer(type, "trees", 40L).fit(set, set, 1, 1);
    ConfigNode increasing = monotone("f0", "increasing");
    Ranker bound =
        RankingSets.trainer(type, "trees", 40L, "monotone", increasing).fit(set, set, 1, 1);
    ConfigNode decreasing = monotone("f0", "decreasing");
    Ranker turned =
        RankingSets.trainer(type, "trees", 40L, "monotone", decreasing).fit(set, set, 1, 1);
    FeatureMatrix rows = new FeatureMatrix(set.features().schema(), 1);
    boolean fell = false;
    for (int r = 0; r < 50; r++) {
      rows.resize(0);
      for (int step = 0; step < 40; step++) {
        rows.append(set.features(), r);
        rows.set(step, 0, -2 + step / 10f);
      }
      fell |= falls(free, rows);
      assertThat(falls(bound, rows)).isFalse();
      assertThat(rises(turned, rows)).isFalse();
    }
    assertThat(fell).isTrue();
  }

  private static boolean falls(Ranker ranker, FeatureMatrix rows) {
    float[] scores = new float[rows.rows()];
    ranker.score(rows, scores);
    boolean falls = false;
    for (int r = 1; r < scores.length; r++) {
      falls |= scores[r] < scores[r - 1] - 1e-5;
    }
    return falls;
  }

  private static boolean rises(Ranker ranker, FeatureMatrix rows) {
    float[] scores = new float[rows.rows()];
    ranker.score(rows, scores);
    boolean rises = false;
    for (int r = 1; r < scores.length; r++) {
      rises |= scores[r] > scores[r - 1] + 1e-5;
    }
    return rises;
  }

  @ParameterizedTest
  @ValueSource(strings = {"xgboost", "lambdamart"})
  void aConstraintOnAnUnknownFeatureIsTheUsersError(String type) {
    RankingSet set = RankingSets.synthetic(10, 20, 3, 1);
    ConfigNode unknown = monotone("f11", "increasing");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> RankingSets.trainer(type, "monotone", unknown).fit(set, set, 1, 1))
        .withMessage(
            "ranker "
                + type
                + ": monotone names the feature 'f11', which there is not (did you mean f1?);"
                + " there are f0, f1, f2");
    ConfigNode sideways = monotone("f1", "sideways");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> RankingSets.trainer(type, "monotone", sideways))
        .withMessageContaining("one of increasing, decreasing is expected");
  }

  /** The weight of the relevant rows is taken out of the score again. */
  @Test
  void scaledPositivesLeaveTheLogOddsWhereTheyWere() {
    RankingSet train = RankingSets.synthetic(80, 30, 6, 1);
    float[] plain = scores(trainer("trees", 40L).fit(train, train, 1, 1), train);
    float[] scaled =
        scores(trainer("trees", 40L, "scalePositive", 5L).fit(train, train, 1, 1), train);
    double difference = 0;
    for (int r = 0; r < plain.length; r++) {
      difference += (scaled[r] - plain[r]) / plain.length;
    }
    assertThat(scaled).isNotEqualTo(plain);
    assertThat(Math.abs(difference)).isLessThan(0.5); // log 5 is 1.6
  }

  @Test
  void theFocalLossRanksUnseenRequestsToo() {
    RankingSet train = RankingSets.synthetic(80, 30, 6, 1);
    RankingSet fresh = RankingSets.synthetic(60, 60, 6, 2);
    Ranker ranker = trainer("trees", 40L, "focal", 2L).fit(train, train, 1, 1);
    assertThat(ranker.logOdds()).isFalse();
    TuneMeasure measure = new TuneMeasure(fresh, 10);
    double chance = measure.mean(new float[fresh.rows()]);
    assertThat(measure.mean(scores(ranker, fresh))).isGreaterThan(1.7 * chance);
  }

  @Test
  void pairsThatCountAlikeRankUnseenRequestsToo() {
    RankingSet train = RankingSets.synthetic(80, 30, 6, 1);
    RankingSet fresh = RankingSets.synthetic(60, 60, 6, 2);
    TuneMeasure measure = new TuneMeasure(fresh, 10);
    float[] listwise =
        scores(RankingSets.trainer("lambdamart", "trees", 40L).fit(train, train, 1, 1), fresh);
    float[] pairwise =
        scores(
            RankingSets.trainer("lambdamart", "trees", 40L, "objective", "pairwise")
                .fit(train, train, 1, 1),
            fresh);
    assertThat(pairwise).isNotEqualTo(listwise);
    double chance = measure.mean(new float[fresh.rows()]);
    assertThat(measure.mean(pairwise)).isGreaterThan(1.7 * chance);
  }
}
