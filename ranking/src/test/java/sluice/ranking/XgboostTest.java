package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;
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
    XGBoostModel<Label> model = trainer(GOLDEN_SETTINGS).boost(golden.set(), prior, 1);
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
    float prior = (float) TrainingLabels.prior(train);
    Xgboost.Trainer trainer = trainer("trees", 30L);
    XGBoostModel<Label> model = trainer.boost(train, prior, 42);
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
        Xgboost.flatten(
            trainer("trees", 40L, "eta", 0.3).boost(train, prior, 5), 6, Xgboost.logit(prior));
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
}
