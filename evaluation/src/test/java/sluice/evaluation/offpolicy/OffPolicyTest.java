package sluice.evaluation.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Randomness;

/** By hand, and properties over seeded random logs. */
class OffPolicyTest {
  private static final SupportBounds LOOSE = new SupportBounds(1, 0);

  /**
   * A log of independent draws with the same probabilities for every request, and rewards that
   * depend on item and position.
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Drawn(ImpressionLog log, double[][] mu, double[][] reward, int items) {
    static Drawn of(long seed, int requests, int slots, int items) {
      SplittableRandom r = Randomness.generator(seed, "off-policy test", requests);
      double[][] mu = new double[slots][];
      double[][] rate = new double[slots][items];
      for (int k = 0; k < slots; k++) {
        mu[k] = r.doubles(items, 0.2, 1).toArray();
        double sum = Arrays.stream(mu[k]).sum();
        double[] own = mu[k];
        Arrays.setAll(own, i -> own[i] / sum);
        rate[k] = r.doubles(items, 0.05, 0.5).toArray();
      }
      int n = requests * slots;
      int[] request = new int[n];
      int[] position = new int[n];
      int[] item = new int[n];
      double[] propensity = new double[n];
      double[] reward = new double[n];
      for (int row = 0; row < n; row++) {
        int k = row % slots;
        double u = r.nextDouble();
        int i = 0;
        while (i < items - 1 && u >= mu[k][i]) {
          u -= mu[k][i++];
        }
        request[row] = row / slots;
        position[row] = k;
        item[row] = i;
        propensity[row] = mu[k][i];
        reward[row] = r.nextDouble() < rate[k][i] ? 1 : 0;
      }
      int[] cluster = new int[requests];
      Arrays.setAll(cluster, t -> t / 2);
      return new Drawn(
          new ImpressionLog(
              slots, cluster, new ImpressionLog.Rows(request, position, item, propensity, reward)),
          mu,
          rate,
          items);
    }

    TargetPolicy logging() {
      return same(mu);
    }

    private TargetPolicy same(double[][] shares) {
      return new TargetPolicy() {
        @Override
        public double probability(int request, int position, int item) {
          return shares[position][item];
        }

        @Override
        public void forEach(int request, Sink sink) {
          for (int k = 0; k < shares.length; k++) {
            for (int i = 0; i < items; i++) {
              sink.accept(k, i, shares[k][i]);
            }
          }
        }
      };
    }
  }

  private static double value(Estimator e, ImpressionLog log, TargetPolicy target)
      throws NotEstimableException {
    double[] once = new double[log.requests()];
    Arrays.fill(once, 1);
    return e.statistic(new WeightedLog(log, target)).value(once);
  }

  private static ImpressionLog byHand() {
    // Two requests, two positions; request 1 left its second position empty.
    return new ImpressionLog(
        2,
        new int[] {0, 1},
        new ImpressionLog.Rows(
            new int[] {0, 0, 1},
            new int[] {0, 1, 0},
            new int[] {0, 1, 1},
            new double[] {0.5, 0.25, 0.2},
            new double[] {1, 0, 1}));
  }

  @Test
  void aSlateByHand() throws Exception {
    // Weights: 1/0.5 = 2 (agrees), 1/0.25 = 4 (agrees), request 1 shows item 0 where 1 stood: 0.
    TargetPolicy target = new SlateTarget(2, new int[][] {{0, 1}, {0}});
    ImpressionLog log = byHand();
    assertThat(value(new Ips(), log, target)).isEqualTo(1.0);
    assertThat(value(new ClippedIps(1.5), log, target)).isEqualTo(0.75);
    // Position 0: M = 1, 2·1/2 = 1. Position 1: M = 1/2, 4·0/4 = 0.
    assertThat(value(new Snips(), log, target)).isEqualTo(1.0);
    // q = 0.5: request 0: 0.5 + 0.5 + 2·0.5 + 4·(−0.5) = 0; request 1: 0.5.
    assertThat(value(new DoublyRobust(l -> (t, k, i) -> 0.5), log, target)).isEqualTo(0.25);
    Support support = new WeightedLog(log, target).support();
    assertThat(support.effective()).isCloseTo(36.0 / 20, within(1e-12));
    assertThat(support.largest()).isEqualTo(4);
    assertThat(support.matched()).isEqualTo(2);
    assertThat(support.meanWeight()).isEqualTo(2);
    assertThat(support.unsupported()).isZero();
  }

  @Test
  void whatTheLogNeverShowsThereHasNoSupport() {
    // Item 1 at position 0 and item 1 at position 1 were shown; item 2 never, item 0 not at 1.
    TargetPolicy target = new SlateTarget(2, new int[][] {{2, 1}, {1, 0}});
    OffPolicyEvaluation found =
        OffPolicyEvaluation.of(
            "t",
            byHand(),
            target,
            Estimator.usual(1),
            new Intervals.Normal(),
            SupportBounds.DEFAULT);
    assertThat(found.support().unsupported()).isEqualTo(0.5);
    assertThat(found.estimates())
        .hasSize(5)
        .allSatisfy(e ->
            assertThat(((Estimate.NotEstimable) e).reason())
                .contains("50.0 % of what it shows was never shown at that position"));
  }

  @Test
  void fewEffectiveImpressionsAreRefused() {
    TargetPolicy target = new SlateTarget(2, new int[][] {{0, 1}, {0}});
    OffPolicyEvaluation found =
        OffPolicyEvaluation.of(
            "t",
            byHand(),
            target,
            Estimator.usual(1),
            new Intervals.Normal(),
            SupportBounds.DEFAULT);
    assertThat(((Estimate.NotEstimable) found.estimates().getFirst()).reason())
        .isEqualTo("only 1.8 effective impressions (bound 30)");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theLoggingPolicyItselfEarnsTheMeanReward(long seed) throws Exception {
    Drawn drawn = Drawn.of(seed, 200, 3, 6);
    for (Estimator e : List.of(new Ips(), new Snips(), new ClippedIps(1), new PseudoInverse())) {
      assertThat(value(e, drawn.log(), drawn.logging()))
          .as(e.name())
          .isCloseTo(drawn.log().meanReward(), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aShiftOfEveryRewardShiftsTheSelfNormalisedEstimateByIt(long seed) throws Exception {
    Drawn drawn = Drawn.of(seed, 300, 3, 6);
    ImpressionLog log = drawn.log();
    int n = log.rows();
    int[] request = new int[n];
    int[] position = new int[n];
    int[] item = new int[n];
    double[] propensity = new double[n];
    double[] reward = new double[n];
    for (int row = 0; row < n; row++) {
      request[row] = row / 3;
      position[row] = log.position(row);
      item[row] = log.item(row);
      propensity[row] = log.propensity(row);
      reward[row] = log.reward(row) + 10;
    }
    int[] cluster = new int[log.requests()];
    ImpressionLog shifted =
        new ImpressionLog(
            3, cluster, new ImpressionLog.Rows(request, position, item, propensity, reward));
    TargetPolicy uniform = drawn.same(uniform(3, 6));
    double by = value(new Snips(), shifted, uniform) - value(new Snips(), log, uniform);
    assertThat(by).isCloseTo(30, within(1e-9));
    double ips = value(new Ips(), shifted, uniform) - value(new Ips(), log, uniform);
    assertThat(Math.abs(ips - 30)).isGreaterThan(1e-3);
  }

  private static double[][] uniform(int slots, int items) {
    double[][] shares = new double[slots][items];
    for (double[] own : shares) {
      Arrays.fill(own, 1.0 / items);
    }
    return shares;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void withoutAModelDoublyRobustIsIps(long seed) throws Exception {
    Drawn drawn = Drawn.of(seed, 100, 2, 5);
    TargetPolicy uniform = drawn.same(uniform(2, 5));
    assertThat(value(new DoublyRobust(l -> RewardModel.ZERO), drawn.log(), uniform))
        .isCloseTo(value(new Ips(), drawn.log(), uniform), within(1e-12));
    assertThat(value(new ClippedIps(1e9), drawn.log(), uniform))
        .isEqualTo(value(new Ips(), drawn.log(), uniform));
  }

  @Test
  void withoutNoiseAndTheRightModelDoublyRobustIsTheTruth() throws Exception {
    Drawn drawn = Drawn.of(3, 50, 2, 5);
    ImpressionLog noisy = drawn.log();
    double[] sure = new double[noisy.rows()];
    int[] request = new int[sure.length];
    int[] position = new int[sure.length];
    int[] item = new int[sure.length];
    double[] propensity = new double[sure.length];
    for (int row = 0; row < sure.length; row++) {
      request[row] = row / 2;
      position[row] = noisy.position(row);
      item[row] = noisy.item(row);
      // Wrong on purpose: the model carries it.
      propensity[row] = noisy.propensity(row) / 2;
      sure[row] = drawn.reward()[position[row]][item[row]];
    }
    ImpressionLog log =
        new ImpressionLog(
            2, new int[50], new ImpressionLog.Rows(request, position, item, propensity, sure));
    double truth = 0;
    for (double[] rates : drawn.reward()) {
      truth += Arrays.stream(rates).average().orElseThrow();
    }
    double own =
        value(
            new DoublyRobust(l -> (t, k, i) -> drawn.reward()[k][i]),
            log,
            drawn.same(uniform(2, 5)));
    assertThat(own).isCloseTo(truth, within(1e-9));
  }

  @Test
  void aDrawnTargetIsShownByTheFormulaAndDrawsAreSo() {
    DrawnTarget target = DrawnTarget.smoothed(3, new int[][] {{7, 3, 5}}, 1.5);
    double[] sum = new double[3];
    target.forEach(
        0,
        (k, i, p) -> {
          sum[k] += p;
          assertThat(target.probability(0, k, i)).isEqualTo(p);
        });
    assertThat(sum[0]).isCloseTo(1, within(1e-12));
    double share = 1 / (1 + Math.exp(-1 / 1.5) + Math.exp(-2 / 1.5));
    assertThat(target.probability(0, 2, 7))
        .isCloseTo(share * (1 - share) * (1 - share), within(1e-12));
    assertThat(target.probability(0, 0, 9)).isZero();
  }

  @Test
  void theBootstrapAgreesWithTheNormalInterval() throws Exception {
    Drawn drawn = Drawn.of(9, 2_000, 2, 5);
    WeightedLog log = new WeightedLog(drawn.log(), drawn.same(uniform(2, 5)));
    for (Estimator e : Estimator.usual(4)) {
      Estimate.Value normal = new Intervals.Normal().of(e, e.statistic(log), log.log());
      Estimate.Value drawnAgain =
          new Intervals.Bootstrap(400, 5).of(e, e.statistic(log), log.log());
      double width = normal.high() - normal.low();
      assertThat((drawnAgain.high() - drawnAgain.low()) / width).isBetween(0.85, 1.15);
      assertThat(drawnAgain.value()).isEqualTo(normal.value());
      assertThat(new Intervals.Bootstrap(400, 5).of(e, e.statistic(log), log.log()))
          .isEqualTo(drawnAgain);
    }
  }

  @Test
  void theClickModelOfARequestNeverSawItsCluster() {
    Drawn drawn = Drawn.of(2, 60, 2, 5);
    ImpressionLog log = drawn.log();
    CrossFit before = CrossFit.of(log, 3, 1, t -> 0);
    int[] request = new int[log.rows()];
    int[] position = new int[log.rows()];
    int[] item = new int[log.rows()];
    double[] propensity = new double[log.rows()];
    double[] reward = new double[log.rows()];
    int[] cluster = new int[log.requests()];
    Arrays.setAll(cluster, log::cluster);
    for (int row = 0; row < reward.length; row++) {
      request[row] = row / 2;
      position[row] = log.position(row);
      item[row] = log.item(row);
      propensity[row] = log.propensity(row);
      boolean own = log.cluster(request[row]) == log.cluster(0);
      reward[row] = own ? 1 - log.reward(row) : log.reward(row);
    }
    ImpressionLog changed =
        new ImpressionLog(
            2, cluster, new ImpressionLog.Rows(request, position, item, propensity, reward));
    CrossFit after = CrossFit.of(changed, 3, 1, t -> 0);
    boolean moved = false;
    for (int i = 0; i < 5; i++) {
      assertThat(after.reward(0, 0, i)).isEqualTo(before.reward(0, 0, i));
      for (int t = 2; t < 60; t++) {
        moved |= after.reward(t, 0, i) != before.reward(t, 0, i);
      }
    }
    assertThat(moved).isTrue();
  }

  @Test
  void pseudoInverseNeedsFullSlates() {
    OffPolicyEvaluation found =
        OffPolicyEvaluation.of(
            "t",
            byHand(),
            new SlateTarget(2, new int[][] {{0, 1}, {0}}),
            List.of(new PseudoInverse()),
            new Intervals.Normal(),
            LOOSE);
    assertThat(((Estimate.NotEstimable) found.estimates().getFirst()).reason())
        .isEqualTo("the log has slates with empty positions");
  }

  @Test
  void snipsSaysWhichPositionHasNoMatch() {
    OffPolicyEvaluation found =
        OffPolicyEvaluation.of(
            "t",
            byHand(),
            new SlateTarget(2, new int[][] {{0, 0}, {0, 1}}),
            List.of(new Snips()),
            new Intervals.Normal(),
            LOOSE);
    assertThat(((Estimate.NotEstimable) found.estimates().getFirst()).reason())
        .isEqualTo("no logged impression at position 2 agrees with it");
  }

  @Test
  void badRowsAreRefused() {
    assertThatThrownBy(() -> one(0, 0, 0.0, 1)).hasMessageContaining("propensity 0.0");
    assertThatThrownBy(() -> one(0, 0, 1.5, 1)).hasMessageContaining("propensity 1.5");
    assertThatThrownBy(() -> one(0, 3, 0.5, 1)).hasMessageContaining("position 3");
    assertThatThrownBy(() -> one(4, 0, 0.5, 1)).hasMessageContaining("request 4");
    assertThatThrownBy(() -> one(0, 0, 0.5, Double.NaN)).hasMessageContaining("reward NaN");
    assertThatThrownBy(() ->
            new ImpressionLog(
                2,
                new int[] {0},
                new ImpressionLog.Rows(
                    new int[] {0, 0},
                    new int[] {1, 1},
                    new int[] {0, 1},
                    new double[] {1, 1},
                    new double[2])))
        .hasMessageContaining("position 1 twice in a request");
  }

  private static ImpressionLog one(int request, int position, double propensity, double reward) {
    return new ImpressionLog(
        2,
        new int[] {0},
        new ImpressionLog.Rows(
            new int[] {request},
            new int[] {position},
            new int[] {0},
            new double[] {propensity},
            new double[] {reward}));
  }
}
