package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.FeatureMatrix;
import sluice.core.Ranker;
import sluice.core.RankingSet;

final class CartTest {
  private static float[] scores(Ranker ranker, RankingSet set) {
    float[] scores = new float[set.rows()];
    ranker.score(set.features(), scores);
    return scores;
  }

  /** Reference: scikit-learn 1.9.1, src/test/python/cart_golden.py. */
  @Test
  void scoresAreThoseOfScikitLearn() throws IOException {
    RankingSet set = RankingSets.Golden.read().set();
    Ranker ranker =
        RankingSets.trainer("cart", "depth", 3L, "minSplitWeight", 0.001, "bins", 4096L)
            .fit(set, set, 1, 1);
    float[] scores = scores(ranker, set);
    List<String> expected;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                CartTest.class.getResourceAsStream("/cart-golden.csv"), StandardCharsets.UTF_8))) {
      expected = in.lines().toList();
    }
    assertThat(expected).hasSize(scores.length);
    for (int r = 0; r < scores.length; r++) {
      assertThat(scores[r]).isCloseTo(Float.parseFloat(expected.get(r)), within(1e-5f));
    }
  }

  /** Values 1, 2, 4, 5: relevant from 4 on. With one row's worth of the share ½: log(2.5 / 0.5). */
  @Test
  void theCutLiesHalfway() {
    FeatureMatrix matrix = new FeatureMatrix(RankingSets.schema(1), 4);
    matrix.resize(4);
    float[] values = {1, 2, 4, 5};
    for (int r = 0; r < 4; r++) {
      matrix.set(r, 0, values[r]);
    }
    RankingSet set = RankingSets.of(matrix, new float[] {0, 0, 1, 1}, 2);
    Ranker ranker =
        RankingSets.trainer("cart", "minSplitWeight", 1L, "smoothing", 1L).fit(set, set, 1, 1);
    FeatureMatrix asked = new FeatureMatrix(RankingSets.schema(1), 4);
    asked.resize(4);
    float[] at = {Math.nextDown(3f), 3, Float.NaN, Float.POSITIVE_INFINITY};
    for (int r = 0; r < 4; r++) {
      asked.set(r, 0, at[r]);
    }
    float[] scores = new float[4];
    ranker.score(asked, scores);
    float high = (float) Math.log(5);
    assertThat(scores).containsExactly(new float[] {-high, high, -high, high}, within(1e-6f));
  }

  /** Relevant where the value is missing: the split is between what is missing and the rest. */
  @Test
  void whatIsMissingCanBeSplitOff() {
    FeatureMatrix matrix = new FeatureMatrix(RankingSets.schema(1), 6);
    matrix.resize(6);
    for (int r = 0; r < 6; r++) {
      matrix.set(r, 0, r % 2 == 0 ? Float.NaN : -Float.MAX_VALUE + r);
    }
    RankingSet set = RankingSets.of(matrix, new float[] {1, 0, 1, 0, 1, 0}, 2);
    Ranker ranker = RankingSets.trainer("cart", "minSplitWeight", 1L).fit(set, set, 1, 1);
    float[] scores = scores(ranker, set);
    assertThat(scores[0]).isPositive().isEqualTo(-scores[1]);
    assertThat(scores[3]).isEqualTo(scores[1]);
  }
}
