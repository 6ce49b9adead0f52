package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.ConfigNode;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.UserError;

final class StackTest {
  private static final ConfigNode BY_HEART =
      RankingSets.settings("type", "cart", "depth", 16L, "minSplitWeight", 0.001);

  private static RankerTrainer stack(ConfigNode... rankers) {
    return RankingSets.trainer(
        "stack", "rankers", ConfigNode.list("test.yaml:3", "rankers", List.of(rankers)));
  }

  private static ConfigNode word(String value) {
    return ConfigNode.scalar("test.yaml:3", "rankers", value);
  }

  /**
   * A tree that has memorized the training rows is right about every row it saw. Only scores out of
   * fold tell that it is the worse ranker.
   */
  @Test
  void aRankerThatHasMemorizedIsNotTrusted() {
    RankingSet train = RankingSets.synthetic(60, 25, 6, 1);
    RankingSet tune = RankingSets.synthetic(10, 40, 6, 2);
    StackedRanker ranker =
        (StackedRanker) stack(BY_HEART, word("logistic-regression")).fit(train, tune, 42, 1);
    double[] weights = ((FeatureWeights) ranker.top()).featureWeights();
    assertThat(weights[1]).isGreaterThan(3 * Math.abs(weights[0])).isPositive();
  }

  @Test
  void unseenRequestsAreRankedAboutAsWellAsByTheBestOfThem() {
    RankingSet train = RankingSets.synthetic(80, 30, 6, 1);
    RankingSet tune = RankingSets.synthetic(20, 60, 6, 2);
    RankingSet fresh = RankingSets.synthetic(60, 60, 6, 3);
    TuneMeasure measure = new TuneMeasure(fresh, 10);
    double best = 0;
    for (String type : List.of("cart", "logistic-regression")) {
      best =
          Math.max(best, value(RankingSets.trainer(type).fit(train, tune, 1, 1), measure, fresh));
    }
    Ranker stacked = stack(word("cart"), word("logistic-regression")).fit(train, tune, 1, 1);
    assertThat(value(stacked, measure, fresh)).isGreaterThan(best - 0.02);
  }

  private static double value(Ranker ranker, TuneMeasure measure, RankingSet set) {
    float[] scores = new float[set.rows()];
    ranker.score(set.features(), scores);
    return measure.mean(scores);
  }

  @Test
  void theRequestsOfAUserAreInOneFold() {
    boolean apart = false;
    for (int user = 0; user < 50; user++) {
      int fold = Stack.fold("u" + user, 5, 42);
      assertThat(fold).isBetween(0, 4);
      assertThat(Stack.fold("u" + user + "#1", 5, 42)).isEqualTo(fold);
      assertThat(Stack.fold("u" + user + "#27", 5, 42)).isEqualTo(fold);
      apart |= fold != Stack.fold("u0", 5, 42);
    }
    assertThat(apart).isTrue();
  }

  @Test
  void whatIsNoStackIsTheUsersError() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> stack(word("cart")))
        .withMessageContaining("test.yaml:")
        .withMessageContaining("two rankers or more are expected");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> stack(word("cart"), word("xgbost")))
        .withMessageContaining("test.yaml:")
        .withMessageContaining("there is no ranker 'xgbost' (did you mean xgboost?)");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> stack(word("cart"), RankingSets.settings("type", "cart", "depth", 99L)))
        .withMessageContaining("depth is 99");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> RankingSets.trainer("stack", "folds", 1L))
        .withMessageContaining("folds is 1; a whole number from 2 to 20 is expected");
  }
}
