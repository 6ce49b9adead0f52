package sluice.ranking.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sluice.core.FeatureMatrix;
import sluice.core.RankingSet;
import sluice.core.UserError;
import sluice.ranking.RankingSets;

final class PositionBiasTest {
  /** Held against numpy (the same steps) and scipy (BFGS on the likelihood): 1, .73915, .50240. */
  @Test
  void expectationMaximisationFindsTheLargestLikelihood() {
    long[][] shown = {{200, 180, 150}, {100, 120, 140}, {50, 60, 90}};
    long[][] clicks = {{60, 40, 22}, {10, 9, 6}, {25, 22, 24}};
    double[] theta = PositionBias.expectation(shown, clicks);
    assertThat(theta[1] / theta[0]).isCloseTo(0.73915, within(1e-5));
    assertThat(theta[2] / theta[0]).isCloseTo(0.50240, within(1e-5));
  }

  private static ShownLog log() {
    return new ShownLog()
        .shown(0, 1, 0, 1, 1, 0.5)
        .shown(0, 1, 1, 1, 2, 0.5)
        .did(0, 0, 2, 0)
        .did(0, 1, 3, 0)
        .shown(1, 2, 1, 1, 1, 0.25)
        .shown(1, 2, 0, 1, 2, 0.125)
        .shown(2, 3, 0, 1, 1, 0.25)
        .shown(2, 3, 1, 1, 2, 0.25)
        .did(2, 0, 2, 0)
        .shown(3, 4, 0, 1, 3, 0.5)
        .shown(3, 4, 1, 1, 4, 0.1)
        .did(3, 0, 2, 1)
        // alone, and in the inner holdout of a user who is not trained on
        .shown(4, 5, 0, 1, 1, 0.5)
        .did(4, 0, 2, 0)
        .shown(5, 6, 0, 101, 1, 0.5)
        .shown(5, 6, 1, 101, 2, 0.5);
  }

  private static PositionBias propensities(ShownLog log) {
    return PositionBias.ofPropensities(
        ShownItems.of(log.fold(), log.impressions(), ShownItemsTest.settings()));
  }

  /**
   * By hand: items 0 and 1 have 4 impressions each, so that only 1 / p counts. Position 1: (2 + 4)
   * / (2 + 4 + 4); position 2: 2 / (2 + 8 + 4); position 3: 1; position 4: 0.
   */
  @Test
  void propensitiesWeighEveryPositionTowardsTheSameItems() {
    PositionBias bias = propensities(log());
    assertThat(bias.shown()).containsExactly(3, 3, 1, 1);
    assertThat(bias.clicks()).containsExactly(2, 1, 1, 0);
    assertThat(bias.examination()[0]).isEqualTo(1);
    assertThat(bias.examination()[1]).isCloseTo(2.0 / 14 / 0.6, within(1e-12));
    assertThat(bias.examination()[2]).isCloseTo(1 / 0.6, within(1e-12));
    assertThat(bias.examination()[3]).isZero();
    assertThat(bias.weight(2, true, 10)).isCloseTo(4.2f, within(1e-5f));
    assertThat(bias.weight(2, true, 3)).isEqualTo(3);
    assertThat(bias.weight(2, false, 10)).isEqualTo(1);
    assertThat(bias.weight(4, true, 10)).isEqualTo(10);
    assertThat(bias.weight(ShownItems.ALONE, true, 10)).isEqualTo(1);
    assertThat(bias.weight(ShownItems.NOT_SHOWN, true, 10)).isEqualTo(1);
    assertThat(bias.section().toString()).contains("propensities").contains("0.238");
  }

  @Test
  void whatCannotBeEstimatedIsRefused() {
    assertThatThrownBy(
            () -> propensities(log().shown(6, 9, 0, 1, 1, Double.NaN).shown(6, 9, 1, 1, 2, 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there are impressions without a propensity; name the column");
    assertThatThrownBy(
            () -> propensities(new ShownLog().shown(0, 1, 0, 1, 1, 1).shown(0, 1, 1, 1, 2, 1)))
        .hasMessageContaining("every impression has propensity 1: nothing was placed at random");
    assertThatThrownBy(
            () -> propensities(new ShownLog().shown(0, 1, 0, 1, 1, .5).shown(0, 1, 1, 1, 2, 1)))
        .hasMessageContaining("no impression of a list was clicked at position 1");
  }

  @SuppressWarnings("ArrayRecordComponent") // columns of one table
  private record Log(RankingSet set, int[] positions, double[] naive) {}

  /**
   * Clicks of a position-based model with θ_k = k^−0.3 whose attraction is a function of two
   * features, and a policy that puts what attracts on top, so that click rates overstate the bias.
   */
  private static Log log(int requests, int slots) {
    SplittableRandom random = new SplittableRandom(5);
    FeatureMatrix rows = new FeatureMatrix(RankingSets.schema(2), requests * slots);
    rows.resize(requests * slots);
    float[] labels = new float[requests * slots];
    int[] positions = new int[labels.length];
    int[] starts = new int[requests + 1];
    int[] relevant = new int[requests];
    List<String> ids = new ArrayList<>();
    double[] naive = new double[slots];
    for (int g = 0; g < requests; g++) {
      ids.add("u" + g);
      for (int k = 0; k < slots; k++) {
        int r = g * slots + k;
        double x = random.nextGaussian() - 0.1 * k;
        double y = random.nextGaussian();
        rows.set(r, 0, (float) x);
        rows.set(r, 1, (float) y);
        positions[r] = k + 1;
        double attraction = 1 / (1 + Math.exp(-1.2 - x - 0.5 * y));
        labels[r] = random.nextDouble() < attraction * Math.pow(k + 1, -0.3) ? 1 : 0;
        relevant[g] += (int) labels[r];
        naive[k] += labels[r];
      }
      starts[g + 1] = (g + 1) * slots;
    }
    float[] weights = new float[labels.length];
    Arrays.fill(weights, 1);
    RankingSet set = new RankingSet(rows, labels, weights, starts, relevant, ids);
    return new Log(set, positions, naive);
  }

  @Test
  void expectationMaximisationTellsPositionFromAttraction() {
    Log log = log(5_000, 10);
    PositionBias bias = PositionBias.ofExpectation(log.set, log.positions, 42, 2);
    for (int k = 0; k < 10; k++) {
      assertThat(bias.examination()[k] * Math.pow(k + 1, 0.3)).isCloseTo(1, within(0.05));
    }
    assertThat(log.naive[9] / log.naive[0] * Math.pow(10, 0.3)).isLessThan(0.85);
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Log log = log(200, 3);
    assertThat(PositionBias.ofExpectation(log.set, log.positions, 42, 1).examination())
        .isEqualTo(PositionBias.ofExpectation(log.set, log.positions, 42, 3).examination());
  }
}
