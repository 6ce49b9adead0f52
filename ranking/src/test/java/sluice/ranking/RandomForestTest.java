package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.TreeModel;
import sluice.core.Ranker;
import sluice.core.RankingSet;

final class RandomForestTest {
  private final RankingSet train = RankingSets.synthetic(40, 25, 6, 1);

  private static RandomForest.Trainer trainer(Object... settings) {
    return (RandomForest.Trainer) RankingSets.trainer("random-forest", settings);
  }

  /** Reference: Tribuo's own predictions of each tree. */
  @Test
  void theScoreIsTheMeanOfTheTrees() {
    RandomForest.Trainer trainer = trainer("trees", 7L, "minSplitWeight", 5L);
    ValueBins bins = ValueBins.fit(train.features(), 32);
    List<TreeModel<Label>> trees = trainer.grow(train, bins, 42);
    float[] rows = bins.of(train.features());
    Ranker ranker = trainer.fit(train, train, 42, 1);
    assertThat(ranker.logOdds()).isFalse();
    float[] scores = new float[train.rows()];
    ranker.score(train.features(), scores);
    for (int r = 0; r < scores.length; r++) {
      double mean = 0;
      for (TreeModel<Label> tree : trees) {
        mean +=
            tree.predict(TribuoRows.example(rows, r, 6))
                    .getOutputScores()
                    .get("relevant")
                    .getScore()
                / 7;
      }
      assertThat((double) scores[r]).isCloseTo(mean, within(1e-6));
    }
    assertThat(trees).doesNotHaveDuplicates();
  }

  @Test
  void deepTreesAreWalkedToTheSameScores() {
    float[] deep = new float[train.rows()];
    trainer("trees", 5L, "depth", 12L, "minSplitWeight", 1L)
        .fit(train, train, 1, 1)
        .score(train.features(), deep);
    float[] shallow = new float[train.rows()];
    trainer("trees", 5L, "depth", 8L, "minSplitWeight", 1L)
        .fit(train, train, 1, 1)
        .score(train.features(), shallow);
    double error = 0;
    for (int r = 0; r < deep.length; r++) {
      error += Math.abs(deep[r] - train.label(r)) - Math.abs(shallow[r] - train.label(r));
    }
    assertThat(error).isNegative();
  }

  @Test
  void oneColumnIsEnough() {
    RankingSet narrow = RankingSets.synthetic(20, 25, 1, 1);
    float[] scores = new float[narrow.rows()];
    trainer("trees", 5L).fit(narrow, narrow, 1, 1).score(narrow.features(), scores);
    assertThat(new TuneMeasure(narrow, 10).mean(scores)).isGreaterThan(0.3);
  }
}
