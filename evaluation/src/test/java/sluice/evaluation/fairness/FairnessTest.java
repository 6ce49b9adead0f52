package sluice.evaluation.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import sluice.core.Dictionary;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.evaluation.slices.Slice;

class FairnessTest {
  private static List<Slice> parity(int n) {
    return List.of(
        Slice.of("parity", "even", n, u -> u % 2 == 0),
        Slice.of("parity", "odd", n, u -> u % 2 == 1));
  }

  @Test
  void theGapIsBetweenBestAndWorstOfTheCountedUsers() {
    double[] values = {1, 0.5, 0.8, Double.NaN, 0.6, 0.1};
    GroupGap gap = GroupGap.of(values, parity(6), 2, 500, 1).orElseThrow();
    assertThat(gap.groups())
        .extracting(GroupGap.Group::label, GroupGap.Group::users)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("even", 3),
            org.assertj.core.groups.Tuple.tuple("odd", 2));
    assertThat(gap.best()).isZero();
    assertThat(gap.difference().mean()).isCloseTo(0.5, within(1e-12));
    assertThat(gap.ratio()).isCloseTo(0.3 / 0.8, within(1e-12));
    // of the 10 ways to choose the two odd users 1 has so large a range: {0.5, 0.1}; in the other
    // direction {1, 0.8} gives 0.9 − 0.4 = 0.5, too
    assertThat(gap.pValue()).isCloseTo(0.2, within(0.06));
  }

  @Test
  void smallGroupsAreLeftOutAndSaidSo() {
    double[] values = new double[9];
    List<Slice> groups =
        List.of(
            Slice.of("g", "a", 9, u -> u < 4),
            Slice.of("g", "b", 9, u -> u >= 4 && u < 8),
            Slice.of("g", "c", 9, u -> u == 8));
    assertThat(GroupGap.of(values, groups, 3, 10, 1).orElseThrow().leftOut()).isEqualTo(1);
    assertThat(GroupGap.of(values, groups, 5, 10, 1)).isEmpty();
  }

  /** Under no difference about one test in twenty may say there is one. */
  @Test
  void theTestKeepsItsLevelThoughItPicksTheFurthestGroups() {
    int alarms = 0;
    for (int world = 0; world < 400; world++) {
      SplittableRandom random = new SplittableRandom(world);
      double[] values = random.doubles(60).toArray();
      List<Slice> groups =
          java.util.stream.IntStream.range(0, 6)
              .mapToObj(g -> Slice.of("g", "g" + g, 60, u -> u % 6 == g))
              .toList();
      alarms += GroupGap.of(values, groups, 5, 199, world).orElseThrow().pValue() <= 0.05 ? 1 : 0;
    }
    // binomial(400, 0.05): 20 with a deviation of 4.4
    assertThat(alarms).isBetween(6, 34);
  }

  @Test
  void exposureIsDiscountedByRankAndSharedByGroups() {
    Judgements judged =
        new Judgements.Builder(Dictionary.of(List.of("a", "b", "c", "d")))
            .user("u")
            .judge(0, 1, Float.NaN)
            .judge(2, 3, Float.NaN)
            .build();
    Run run = Run.of("x", Stage.REFERENCE, 3, new int[][] {{0, 1, 2}});
    List<Slice> groups =
        List.of(Slice.of("g", "ab", 4, i -> i < 2), Slice.of("g", "bc", 4, i -> i == 1 || i == 2));
    List<GroupExposure> out = GroupExposure.of(run, judged, groups, 2, 50, 1);
    double second = Math.log(2) / Math.log(3);
    assertThat(out.getFirst().exposure()).isCloseTo((1 + second / 2) / (1 + second), within(1e-12));
    assertThat(out.getFirst().merit()).isEqualTo(0.25);
    assertThat(out.getFirst().ratio().mean())
        .isCloseTo(4 * (1 + second / 2) / (1 + second), within(1e-12));
    assertThat(out.get(1).items()).isEqualTo(2);
    assertThat(out.get(1).merit()).isEqualTo(0.75);
    // the items' weights: b counts half for each
    assertThat(GroupExposure.shares(groups, new double[] {1, 2, 3, 4})).containsExactly(0.2, 0.4);
  }

  @Test
  void listsByMeritInProportionHaveTheRatioOne() {
    Judgements.Builder builder = new Judgements.Builder(Dictionary.of(List.of("a", "b")));
    int[][] lists = new int[100][];
    for (int u = 0; u < 100; u++) {
      builder.user("u" + u).judge(u % 4 == 0 ? 0 : 1, 1, Float.NaN);
      lists[u] = new int[] {u % 4 == 0 ? 0 : 1};
    }
    List<GroupExposure> out =
        GroupExposure.of(
            Run.of("x", Stage.REFERENCE, 1, lists),
            builder.build(),
            List.of(Slice.of("g", "a", 2, i -> i == 0), Slice.of("g", "b", 2, i -> i == 1)),
            1,
            100,
            1);
    assertThat(out).allSatisfy(g -> assertThat(g.ratio().mean()).isCloseTo(1, within(1e-12)));
    assertThat(out.getFirst().merit()).isEqualTo(0.25);
  }
}
