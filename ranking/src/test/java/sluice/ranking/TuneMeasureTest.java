package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import sluice.core.FeatureMatrix;
import sluice.core.RankingSet;

final class TuneMeasureTest {
  private static RankingSet set(int relevant, float... labels) {
    FeatureMatrix matrix = new FeatureMatrix(RankingSets.schema(1), labels.length);
    matrix.resize(labels.length);
    float[] weights = new float[labels.length];
    Arrays.fill(weights, 1);
    return new RankingSet(
        matrix, labels, weights, new int[] {0, labels.length}, new int[] {relevant}, List.of("r"));
  }

  @Test
  void isWhatOneComputesByHand() {
    // Ranks 2 and 3 of the list are hits, a third relevant item was missed: (0.63093 + 0.5) / (1 +
    // 0.63093 + 0.5).
    TuneMeasure measure = new TuneMeasure(set(3, 0, 1, 1), 10);
    assertThat(measure.mean(new float[] {3, 2, 1})).isCloseTo(1.1309298 / 2.1309298, within(1e-7));
  }

  @Test
  void gradesAreGains() {
    TuneMeasure measure = new TuneMeasure(set(2, 1, 3), 10);
    assertThat(measure.mean(new float[] {2, 1}))
        .isCloseTo((1 + 3 * 0.6309298) / (3 + 0.6309298), within(1e-6));
  }

  @Test
  void aRequestWhoseCandidatesMissedEverythingCountsAsZeroAndOneWithoutRelevantNotAtAll() {
    assertThat(new TuneMeasure(set(2, 0, 0), 10).mean(new float[] {2, 1})).isZero();
    assertThat(new TuneMeasure(set(2, 0, 0), 10).counted()).isEqualTo(1);
    assertThat(new TuneMeasure(set(0, 0, 0), 10).counted()).isZero();
    assertThat(new TuneMeasure(set(0, 0, 0), 10).mean(new float[] {2, 1})).isZero();
  }

  @Test
  void tiesCountAsTheMeanOverAllTheirOrders() {
    Random random = new Random(1);
    for (int round = 0; round < 50; round++) {
      float[] labels = new float[5];
      float[] scores = new float[5];
      int relevant = 0;
      for (int i = 0; i < 5; i++) {
        labels[i] = random.nextInt(2);
        scores[i] = random.nextInt(3);
        relevant += (int) labels[i];
      }
      TuneMeasure measure = new TuneMeasure(set(relevant, labels), 2 + random.nextInt(4));
      double sum = 0;
      int orders = 0;
      for (int[] order : permutations()) {
        float[] broken = scores.clone();
        for (int i = 0; i < 5; i++) {
          broken[i] -= order[i] * 0.01f;
        }
        sum += measure.mean(broken);
        orders++;
      }
      assertThat(measure.mean(scores)).isCloseTo(sum / orders, within(1e-9));
    }
  }

  private static List<int[]> permutations() {
    List<int[]> all = new ArrayList<>();
    for (int code = 0; code < 3125; code++) {
      int[] p = {code % 5, code / 5 % 5, code / 25 % 5, code / 125 % 5, code / 625};
      if (Arrays.stream(p).distinct().count() == 5) {
        all.add(p);
      }
    }
    return all;
  }

  @Test
  void aCutoffBelowOneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TuneMeasure(set(1, 1), 0));
  }
}
