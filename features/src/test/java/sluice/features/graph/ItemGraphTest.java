package sluice.features.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.features.TestWorld;

class ItemGraphTest {
  private static double weight(ItemGraph g, int from, int to) {
    for (int k = 0; k < g.size(from); k++) {
      if (g.neighbour(from, k) == to) {
        return g.weight(from, k);
      }
    }
    return 0;
  }

  /** User 0: 0, 1, 2, each a day apart, and a hidden 3; user 1: 0, 2 at once. */
  private static FittingPart small() {
    TestWorld world = new TestWorld(2, 4);
    long day = TestWorld.DAY;
    for (int k = 0; k < 3; k++) {
      world.acts.add(new TestWorld.Act(0, k, TestWorld.START + k * day, Float.NaN, 1));
    }
    world.acts.add(new TestWorld.Act(0, 3, TestWorld.START + 3 * day, Float.NaN, -1));
    world.acts.add(new TestWorld.Act(1, 0, TestWorld.START, Float.NaN, 1));
    world.acts.add(new TestWorld.Act(1, 2, TestWorld.START, Float.NaN, 1));
    return world.part(Long.MAX_VALUE, true, Optional.empty());
  }

  @Test
  void transitionsByHand() {
    // half-life of a day, half a step: 0→1: ½; 0→2: ½·¼ (two days, two steps) + 1; 1→2: ½
    ItemGraph g =
        new Transitions(5, 0.5, 1, 0.5, 0.5, 2, 10, 100).fit(small(), 1, 1, Progress.SILENT);
    assertThat(weight(g, 0, 1)).isCloseTo(0.5 / (Math.sqrt(2) + 2), within(1e-6));
    assertThat(weight(g, 0, 2)).isCloseTo(1.125 / (2 + 2), within(1e-6));
    assertThat(weight(g, 1, 2)).isCloseTo(0.5 / (Math.sqrt(2) + 2), within(1e-6));
    assertThat(weight(g, 2, 0)).isZero();
    assertThat(g.size(3)).isZero();
    assertThat(g.neighbour(0, 0)).isEqualTo(2);
  }

  @Test
  void coOccurrenceByHand() {
    ItemGraph cosine =
        new CoOccurrence("cosine", 0, 10, 100, 100).fit(small(), 1, 1, Progress.SILENT);
    assertThat(weight(cosine, 0, 2)).isCloseTo(1, within(1e-6));
    assertThat(weight(cosine, 0, 1)).isCloseTo(1 / Math.sqrt(2), within(1e-6));
    ItemGraph jaccard =
        new CoOccurrence("jaccard", 1, 10, 100, 100).fit(small(), 1, 1, Progress.SILENT);
    assertThat(weight(jaccard, 0, 1)).isCloseTo(1 / 3.0, within(1e-6));
    assertThat(weight(jaccard, 1, 0)).isCloseTo(1 / 3.0, within(1e-6));
  }

  @Test
  void cosineIsThatOfTheUserSets() {
    FittingPart part =
        TestWorld.random(8, 50, 30, 1500, 60).part(Long.MAX_VALUE, true, Optional.empty());
    ItemGraph g =
        new CoOccurrence("cosine", 0, 30, 10_000, 10_000).fit(part, 1, 2, Progress.SILENT);
    for (int a = 0; a < 30; a++) {
      for (int b = 0; b < 30; b++) {
        Set<Integer> ua = users(part, a);
        Set<Integer> both = new HashSet<>(ua);
        both.retainAll(users(part, b));
        if (a != b && !both.isEmpty()) {
          assertThat(weight(g, a, b))
              .isCloseTo(
                  both.size() / Math.sqrt((double) ua.size() * users(part, b).size()),
                  within(1e-5));
        }
      }
    }
  }

  private static Set<Integer> users(FittingPart part, int item) {
    Set<Integer> users = new HashSet<>();
    for (int r = 0; r < part.interactions().size(); r++) {
      if (part.interactions().item(r) == item && part.interactions().weight(r) > 0) {
        users.add(part.interactions().user(r));
      }
    }
    return users;
  }

  @Test
  void rowsAreCutToTheHeaviestAndThreadsChangeNothing() {
    FittingPart part =
        TestWorld.random(9, 50, 60, 3000, 60).part(Long.MAX_VALUE, true, Optional.empty());
    ItemGraph one =
        new Transitions(10, 0.8, 7, 0.5, 0.5, 2, 12, 1000).fit(part, 1, 1, Progress.SILENT);
    ItemGraph three =
        new Transitions(10, 0.8, 7, 0.5, 0.5, 2, 12, 1000).fit(part, 1, 3, Progress.SILENT);
    ItemGraph all =
        new Transitions(10, 0.8, 7, 0.5, 0.5, 2, 60, 1000).fit(part, 1, 1, Progress.SILENT);
    assertThat(three.edges()).isEqualTo(one.edges());
    for (int a = 0; a < 60; a++) {
      assertThat(one.size(a)).isLessThanOrEqualTo(12);
      for (int k = 0; k < one.size(a); k++) {
        assertThat(three.neighbour(a, k)).isEqualTo(one.neighbour(a, k));
        assertThat(three.weight(a, k)).isEqualTo(one.weight(a, k));
        assertThat(one.weight(a, k)).isEqualTo(all.weight(a, k));
        assertThat(k == 0 || one.weight(a, k - 1) >= one.weight(a, k)).isTrue();
      }
    }
  }
}
