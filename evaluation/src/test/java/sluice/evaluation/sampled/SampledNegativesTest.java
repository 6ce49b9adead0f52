package sluice.evaluation.sampled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Dictionary;
import sluice.core.History;
import sluice.core.JudgedRequest;
import sluice.core.Request;

class SampledNegativesTest {
  private static JudgedRequest request(String user, int[] history, int[] judged, int... aside) {
    int n = history.length;
    return new JudgedRequest(
        new Request(
            user,
            0,
            user,
            1,
            new History(history, new long[n], new float[n], new float[n]),
            Map.of(),
            aside),
        judged,
        Arrays.stream(judged).mapToObj(i -> "i" + i).toArray(String[]::new),
        new float[judged.length],
        new float[judged.length]);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void drawsOthersItemsThatMayBeRecommendedEachOnce(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int items = random.nextInt(150, 400);
    int[] history = random.ints(30, 0, items).distinct().toArray();
    int[] judged = {random.nextInt(items), Dictionary.UNKNOWN};
    int aside = random.nextInt(items);
    JudgedRequest request = request("u" + seed, history, judged, aside);
    int[] drawn = new SampledNegatives(items, 99, seed).draw(request, item -> item % 7 != 0);
    assertThat(drawn).isSorted().doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(99);
    assertThat(Arrays.stream(drawn)).allMatch(i -> i % 7 != 0 && i >= 0 && i < items);
    assertThat(drawn).doesNotContain(history).doesNotContain(judged).doesNotContain(aside);
    long possible =
        IntStream.range(0, items)
            .filter(i -> i % 7 != 0 && i != judged[0] && i != aside)
            .filter(i -> Arrays.stream(history).noneMatch(h -> h == i))
            .count();
    assertThat(drawn).hasSize((int) Math.min(99, possible));
  }

  @Test
  void takesAllWhereFewAreLeft() {
    JudgedRequest request = request("u", new int[] {0, 1, 2}, new int[] {3});
    assertThat(new SampledNegatives(10, 99, 1).draw(request, i -> i != 9))
        .containsExactly(4, 5, 6, 7, 8);
    assertThat(new SampledNegatives(10, 3, 1).draw(request, i -> i == 8)).containsExactly(8);
    assertThat(new SampledNegatives(10, 3, 1).draw(request, i -> false)).isEmpty();
  }

  @Test
  void isAFunctionOfSeedAndUser() {
    SampledNegatives first = new SampledNegatives(5000, 99, 1);
    JudgedRequest ann = request("ann", new int[] {5}, new int[] {6});
    int[] before = first.draw(ann, i -> true);
    first.draw(request("ben", new int[0], new int[] {1}), i -> true);
    assertThat(first.draw(ann, i -> true)).isEqualTo(before);
    assertThat(new SampledNegatives(5000, 99, 1).draw(ann, i -> true)).isEqualTo(before);
    assertThat(new SampledNegatives(5000, 99, 2).draw(ann, i -> true)).isNotEqualTo(before);
    assertThat(first.draw(request("cat", new int[] {5}, new int[] {6}), i -> true))
        .isNotEqualTo(before);
  }

  @Test
  void drawsUniformly() {
    int[] counts = new int[50];
    SampledNegatives negatives = new SampledNegatives(50, 10, 3);
    for (int u = 0; u < 5000; u++) {
      for (int item : negatives.draw(request("u" + u, new int[0], new int[] {0}), i -> true)) {
        counts[item]++;
      }
    }
    assertThat(counts[0]).isZero();
    // 5000 · 10 / 49 = 1020, standard deviation about 28
    assertThat(Arrays.stream(counts).skip(1)).allMatch(c -> Math.abs(c - 1020) < 130);
  }

  @Test
  void refusesNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SampledNegatives(10, 0, 1));
  }
}
