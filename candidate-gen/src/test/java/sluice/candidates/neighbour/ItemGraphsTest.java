package sluice.candidates.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.candidates.Worlds;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Tags;
import sluice.core.UserError;
import sluice.core.graph.CoOccurrence;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.ItemRelation;
import sluice.core.graph.Transitions;

class ItemGraphsTest {
  private static final long DAY = 86_400_000L;

  /** User a: 0 1 2 1, user b: 1 0 (dislikes 2), user c: 2 0; all within a second. */
  private static final FittingPart AT_ONCE =
      part(
          new long[][] {
            {0, 0, 0}, {0, 1, 1}, {0, 2, 2}, {0, 1, 3}, {1, 1, 4}, {1, 0, 5}, {2, 2, 6}, {2, 0, 7}
          },
          1,
          2,
          99);

  /** User a: 0, 1, 2, each a day apart, and dislikes 3 a day later; user b: 0, 2 at once. */
  private static final FittingPart BY_DAYS =
      part(
          new long[][] {{0, 0, 0}, {1, 0, 0}, {1, 2, 0}, {0, 1, DAY}, {0, 2, 2 * DAY}},
          0,
          3,
          3 * DAY);

  @TempDir private Path folder;

  private static ItemGraph graph(FittingPart part, ItemRelation relation) {
    return ItemGraphs.of(part, 42, 2).get(relation);
  }

  /**
   * By hand: users of 0: a b c, of 1: a b, of 2: a c; 0 and 1 share two, 0 and 2 two, 1 and 2 one.
   */
  @Test
  void cosineByHand() {
    ItemGraph graph = graph(AT_ONCE, new CoOccurrence("cosine", "none", 1, 5, 100, 100));
    assertRow(graph, 0, 1, 2 / (Math.sqrt(6) + 1), 2, 2 / (Math.sqrt(6) + 1));
    assertRow(graph, 1, 0, 2 / (Math.sqrt(6) + 1), 2, 1 / (2.0 + 1));
    assertThat(graph.start(4)).isEqualTo(graph.start(3));
  }

  @Test
  void jaccardByHand() {
    ItemGraph graph = graph(BY_DAYS, new CoOccurrence("jaccard", "none", 1, 10, 100, 100));
    assertRow(graph, 1, 0, 1 / 3.0, 2, 1 / 3.0);
    ItemGraph cosine = graph(BY_DAYS, new CoOccurrence("cosine", "none", 0, 10, 100, 100));
    assertRow(cosine, 0, 2, 1, 1, 1 / Math.sqrt(2));
  }

  /**
   * By hand, two steps, the second ½: 0→1: 1, 0→2: ½ (the second 1 is three away); 1→2: 1, 1→0: 1;
   * 2→1: 1, 2→0: 1.
   */
  @Test
  void transitionsByHand() {
    ItemGraph graph = graph(AT_ONCE, steps("next"));
    assertRow(graph, 0, 1, 1 / 3.0, 2, 0.5 / Math.sqrt(6));
    assertRow(graph, 1, 0, 1 / 3.0, 2, 1 / Math.sqrt(6));
    assertRow(graph, 2, 0, 1 / Math.sqrt(6), 1, 1 / Math.sqrt(6));
  }

  @Test
  void inBothDirectionsTheyAreSymmetric() {
    ItemGraph graph = graph(AT_ONCE, steps("both"));
    assertRow(graph, 0, 1, 2 / 3.0, 2, 1.5 / Math.sqrt(6));
    assertRow(graph, 1, 0, 2 / 3.0, 2, 2 / Math.sqrt(6));
  }

  private static Transitions steps(String direction) {
    return new Transitions(direction, 2, 0.5, 1e6, 0.5, 0.5, 0, 5, 100);
  }

  @Test
  void transitionsDecayWithTime() {
    // half-life of a day, half a step: 0→1: ½; 0→2: ½·¼ (two days, two steps) + 1; 1→2: ½
    ItemGraph graph = graph(BY_DAYS, new Transitions("next", 5, 0.5, 1, 0.5, 0.5, 2, 10, 100));
    assertRow(graph, 0, 2, 1.125 / (2 + 2), 1, 0.5 / (Math.sqrt(2) + 2));
    assertThat(graph.neighbour(graph.start(0))).isEqualTo(2);
    assertRow(graph, 1, 2, 0.5 / (Math.sqrt(2) + 2));
    assertRow(graph, 2);
    assertRow(graph, 3);
  }

  @Test
  void onlyTheBestAreKept() {
    ItemGraph graph = graph(AT_ONCE, new CoOccurrence("cosine", "none", 1, 1, 100, 100));
    assertRow(graph, 1, 0, 2 / (Math.sqrt(6) + 1));
  }

  @Test
  void cosineIsThatOfTheUserSets() {
    FittingPart part = Worlds.part(8, 50, 30, 1500);
    ItemGraph graph = graph(part, new CoOccurrence("cosine", "none", 0, 30, 10_000, 10_000));
    List<Set<Integer>> users =
        IntStream.range(0, part.catalogue().size()).mapToObj(i -> users(part, i)).toList();
    for (int a = 0; a < users.size(); a++) {
      Map<Integer, Float> row = row(graph, a);
      for (int b = 0; b < users.size(); b++) {
        Set<Integer> both = new HashSet<>(users.get(a));
        both.retainAll(users.get(b));
        double sizes = Math.sqrt((double) users.get(a).size() * users.get(b).size());
        double expected = a == b || both.isEmpty() ? 0 : both.size() / sizes;
        assertThat((double) row.getOrDefault(b, 0f)).isCloseTo(expected, within(1e-5));
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
    FittingPart part = Worlds.part(9, 50, 60, 3000);
    Transitions few = new Transitions("next", 10, 0.8, 7, 0.5, 0.5, 2, 12, 1000);
    ItemGraph one = ItemGraphs.of(part, 1, 1).get(few);
    ItemGraph three = ItemGraphs.of(part, 1, 3).get(few);
    ItemGraph all =
        ItemGraphs.of(part, 1, 1).get(new Transitions("next", 10, 0.8, 7, 0.5, 0.5, 2, 60, 1000));
    same(three, one);
    for (int a = 0; a < one.items(); a++) {
      assertThat(one.start(a + 1) - one.start(a)).isLessThanOrEqualTo(12);
      for (int k = 0; k < one.start(a + 1) - one.start(a); k++) {
        assertThat(one.weight(one.start(a) + k)).isEqualTo(all.weight(all.start(a) + k));
      }
    }
  }

  @Test
  void aRelationIsCountedOnceAndComesBackFromFiles() {
    FittingPart part = Worlds.part(9, 50, 60, 3000);
    ItemGraphs graphs = ItemGraphs.of(part, 1, 2);
    ItemGraph graph = graphs.get(steps("both"));
    assertThat(graphs.get(steps("both"))).isSameAs(graph);
    graphs.write(List.of(steps("both")), folder);
    ItemGraphs read = ItemGraphs.read(part, 1, folder);
    same(read.get(steps("both")), graph);
    assertThat(read.get(steps("both"))).isSameAs(read.get(steps("both")));
  }

  @Test
  void graphsThatAreMissingOrOfAnotherCatalogueAreRefused() throws Exception {
    FittingPart part = Worlds.part(9, 50, 60, 3000);
    assertThatThrownBy(() -> ItemGraphs.read(part, 1, folder).get(steps("next")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "transitions-direction-next-window-2-decay-0.5-halfLifeDays-1000000.0-alpha-0.5-beta-0.5"
                + "-shrink-0.0-neighbours-5-longest-100.arrays")
        .hasMessageContaining("cannot read");
    ItemGraphs.of(part, 1, 2).write(List.of(steps("next")), Files.createDirectories(folder));
    assertThatThrownBy(() -> ItemGraphs.read(AT_ONCE, 1, folder).get(steps("next")))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("is of another catalogue; make the run once more");
  }

  private static void same(ItemGraph a, ItemGraph b) {
    assertThat(a.starts()).isEqualTo(b.starts());
    assertThat(a.neighbours()).isEqualTo(b.neighbours());
    assertThat(a.weights()).isEqualTo(b.weights());
  }

  private static Map<Integer, Float> row(ItemGraph graph, int item) {
    Map<Integer, Float> row = new TreeMap<>();
    for (int k = graph.start(item); k < graph.start(item + 1); k++) {
      row.put(graph.neighbour(k), graph.weight(k));
      assertThat(k == graph.start(item) || graph.weight(k - 1) >= graph.weight(k)).isTrue();
    }
    return row;
  }

  private static void assertRow(ItemGraph graph, int item, double... expected) {
    Map<Integer, Float> row = row(graph, item);
    assertThat(row).hasSize(expected.length / 2);
    for (int i = 0; i < expected.length; i += 2) {
      assertThat((double) row.getOrDefault((int) expected[i], -1f))
          .isCloseTo(expected[i + 1], within(1e-6));
    }
  }

  /** A part of 3 users and 4 items: rows of user, item, time, and one that a user dislikes. */
  private static FittingPart part(long[][] rows, int disliker, int disliked, long when) {
    Interactions.Builder builder =
        new Interactions.Builder(List.of("view", "hide"), rows.length + 1);
    for (long[] row : rows) {
      builder.add((int) row[0], (int) row[1], row[2], Float.NaN, 1, 0, -1);
    }
    builder.add(disliker, disliked, when, Float.NaN, -1, 1, -1);
    Interactions interactions = builder.build();
    return new FittingPart(
        Dictionary.of(List.of("a", "b", "c")),
        Catalogue.always(Dictionary.of(List.of("i0", "i1", "i2", "i3"))),
        interactions,
        new Histories(interactions, 3),
        EntityTable.empty(4),
        EntityTable.empty(3),
        Tags.none(),
        Optional.empty(),
        Long.MAX_VALUE,
        true);
  }
}
