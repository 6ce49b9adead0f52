package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {
  static Catalogue catalogue(int items) {
    return Catalogue.always(
        Dictionary.of(IntStream.range(0, items).mapToObj(i -> "item " + i).toList()));
  }

  static TieBreak ties(long seed, String user, Catalogue catalogue) {
    return TieBreak.of(seed, new Request(user, 0, user, 1, History.EMPTY, Map.of()), catalogue);
  }

  /** Against sorting, with many equal scores, infinities and both zeros. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void keepsWhatSortingKeeps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TopK top = new TopK(random.nextInt(1, 160));
    int values = 1 << random.nextInt(1, 12);
    for (int round = 0; round < 40; round++) {
      int n = random.nextInt(0, 300);
      int k = Math.min(n, top.size() + 1000);
      float[] scores = new float[n];
      for (int i = 0; i < n; i++) {
        scores[i] =
            switch (random.nextInt(12)) {
              case 0 -> Float.NEGATIVE_INFINITY;
              case 1 -> Float.POSITIVE_INFINITY;
              case 2 -> -0.0f;
              default -> random.nextInt(values) - values / 2;
            };
      }
      TieBreak ties = ties(seed, "user " + round, catalogue(300));
      List<Integer> order = shuffled(n, random);
      top.reset(ties);
      order.forEach(i -> top.offer(i, scores[i]));
      List<Integer> sorted = new ArrayList<>(order);
      sorted.sort(
          Comparator.<Integer>comparingDouble(i -> -(scores[i] + 0.0f))
              .thenComparingLong(ties::key));
      int held = top.size();
      RankedItems taken = top.take();
      assertThat(taken.items())
          .containsExactly(sorted.stream().limit(held).mapToInt(Integer::intValue).toArray());
      assertThat(taken.size()).isEqualTo(held).isLessThanOrEqualTo(k);
      assertThat(top.size()).isZero();
      for (int place = 0; place < held; place++) {
        assertThat(taken.score(place)).isEqualTo(scores[taken.item(place)] + 0f);
      }
    }
  }

  private static List<Integer> shuffled(int n, SplittableRandom random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    for (int i = n - 1; i > 0; i--) {
      java.util.Collections.swap(order, i, random.nextInt(i + 1));
    }
    return order;
  }

  @Test
  void fillsUpToKAndNoFurther() {
    TieBreak ties = ties(1, "u", catalogue(10));
    TopK top = new TopK(3);
    top.reset(ties);
    for (int i = 0; i < 10; i++) {
      assertThat(top.size()).isEqualTo(Math.min(3, i));
      top.offer(i, i == 4 ? 100 : -i);
    }
    assertThat(top.take().items()).containsExactly(4, 0, 1);
  }

  /** What is below the threshold would not be kept; it rises with what comes. */
  @Test
  void theThresholdIsNeverAboveTheKthBest() {
    SplittableRandom random = new SplittableRandom(8);
    TopK top = new TopK(20);
    top.reset(ties(1, "u", catalogue(1000)));
    List<Float> scores = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      float score = random.nextInt(-500, 500);
      scores.add(score);
      top.offer(i, score);
      scores.sort(Comparator.reverseOrder());
      assertThat(top.threshold())
          .isLessThanOrEqualTo(i < 19 ? Float.NEGATIVE_INFINITY : scores.get(19));
    }
    assertThat(top.threshold()).isGreaterThan(300);
    assertThat(top.take().score(19)).isEqualTo(scores.get(19));
  }

  @Test
  void takesNothingTwice() {
    TopK top = new TopK(3);
    top.reset(ties(1, "u", catalogue(10)));
    top.offer(2, 1);
    assertThat(top.take().items()).containsExactly(2);
    assertThat(top.take().size()).isZero();
  }

  @Test
  void keepsNothingForNothing() {
    TopK top = new TopK(0);
    top.reset(ties(1, "u", catalogue(2)));
    top.offer(0, 1);
    assertThat(top.threshold()).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(top.take().size()).isZero();
    assertThatThrownBy(() -> new TopK(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mustBeReset() {
    assertThatThrownBy(() -> new TopK(1).offer(0, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aConstantScorersOrderOwesNothingToTheCatalogue() {
    int n = 500;
    Catalogue catalogue = catalogue(n);
    double meanCorrelation = 0;
    int users = 200;
    double[] meanPlace = new double[n];
    for (int u = 0; u < users; u++) {
      TieBreak ties = ties(3, "user " + u, catalogue);
      RankedItems forwards = constant(n, ties, false);
      assertThat(constant(n, ties, true).items()).containsExactly(forwards.items());
      double correlation = 0;
      for (int place = 0; place < n; place++) {
        double centre = (n - 1) / 2.0;
        correlation += (place - centre) * (forwards.item(place) - centre);
        meanPlace[forwards.item(place)] += (double) place / users;
      }
      correlation /= n * (n * (double) n - 1) / 12;
      // The standard error of a rank correlation is 1 / √(n − 1).
      assertThat(Math.abs(correlation)).isLessThan(6 / Math.sqrt(n - 1.0));
      meanCorrelation += correlation / users;
    }
    assertThat(Math.abs(meanCorrelation)).isLessThan(6 / Math.sqrt((n - 1.0) * users));
    // No item is favoured over all users: a place has standard deviation n / √12.
    for (double place : meanPlace) {
      assertThat(Math.abs(place - (n - 1) / 2.0)).isLessThan(6 * n / Math.sqrt(12.0 * users));
    }
  }

  private static RankedItems constant(int n, TieBreak ties, boolean backwards) {
    TopK top = new TopK(n);
    top.reset(ties);
    for (int i = 0; i < n; i++) {
      top.offer(backwards ? n - 1 - i : i, 1);
    }
    return top.take();
  }

  @Test
  void tiesGoByItemIdNotByItsNumber() {
    Dictionary ids = Dictionary.of(List.of("a", "b", "c", "d"));
    Dictionary turned = Dictionary.of(List.of("d", "c", "b", "a"));
    TieBreak one = ties(3, "u", Catalogue.always(ids));
    TieBreak two = ties(3, "u", Catalogue.always(turned));
    for (String id : ids.ids()) {
      assertThat(one.key(ids.index(id))).isEqualTo(two.key(turned.index(id)));
    }
    assertThat(ties(4, "u", Catalogue.always(ids)).key(0)).isNotEqualTo(one.key(0));
    assertThat(ties(3, "v", Catalogue.always(ids)).key(0)).isNotEqualTo(one.key(0));
  }

  @Test
  void ranksItems() {
    TieBreak ties = ties(1, "u", catalogue(10));
    RankedItems ranked =
        RankedItems.sort(new int[] {4, 7, 2, 9}, new float[] {1, 3, 2, 99}, 3, ties);
    assertThat(ranked.items()).containsExactly(7, 2, 4);
    assertThat(ranked.score(0)).isEqualTo(3);
    assertThat(ranked.first(2).items()).containsExactly(7, 2);
    assertThat(ranked.first(3)).isSameAs(ranked);
    assertThat(RankedItems.EMPTY.size()).isZero();
    int[] copy = ranked.items();
    copy[0] = -5;
    assertThat(ranked.item(0)).isEqualTo(7);
    assertThatThrownBy(() -> RankedItems.sort(new int[] {1}, new float[] {Float.NaN}, 1, ties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new RankedItems(new int[1], new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
