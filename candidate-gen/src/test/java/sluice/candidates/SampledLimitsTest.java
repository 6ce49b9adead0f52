package sluice.candidates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampledLimitsTest {
  /** Against the sorted sample: every limit is one of its scores, at a rank that grows fourfold. */
  @Test
  void limitsAreTheSamplesScoresByRank() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      float[] scores = new float[1 + random.nextInt(20_000)];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextInt(1000); // so that some are the same
      }
      int size = random.nextInt(scores.length + 1);
      int n = random.nextInt(600);
      float[] sample = new float[(size + 31) / 32];
      for (int i = 0; i < sample.length; i++) {
        sample[i] = scores[32 * i];
      }
      Arrays.sort(sample);
      SampledLimits limits = new SampledLimits(scores, size, n);
      for (int rank = n / 32 * 3 / 2 + 8; rank < sample.length; rank *= 4) {
        assertThat(limits.next()).isEqualTo(sample[sample.length - rank]);
        assertThat(limits.last()).isFalse();
      }
      assertThat(limits.next()).isEqualTo(Float.NEGATIVE_INFINITY);
      assertThat(limits.last()).isTrue();
    }
  }

  /** What the limits are for: to be reached by enough, but not by many. */
  @Test
  void theFirstLimitIsReachedByMoreThanAreLookedForAndNotByManyMore() {
    SplittableRandom random = new SplittableRandom(5);
    int enough = 0;
    for (int round = 0; round < 100; round++) {
      float[] scores = new float[20_000];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = (float) random.nextGaussian();
      }
      float limit = new SampledLimits(scores, scores.length, 400).next();
      int reached = 0;
      for (float score : scores) {
        reached += score >= limit ? 1 : 0;
      }
      assertThat(reached).isLessThan(4 * 400);
      enough += reached >= 400 ? 1 : 0;
    }
    assertThat(enough).isGreaterThan(95);
  }

  @Test
  void scoresThatAreNoNumbersRaiseNoLimit() {
    float[] scores = new float[32 * 100];
    Arrays.fill(scores, Float.NaN);
    assertThat(new SampledLimits(scores, scores.length, 1).next())
        .isEqualTo(Float.NEGATIVE_INFINITY);
  }
}
