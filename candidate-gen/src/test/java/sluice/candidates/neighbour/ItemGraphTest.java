package sluice.candidates.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sluice.candidates.neighbour.Relatedness.Relation;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.Interactions;
import sluice.core.Tags;

class ItemGraphTest {
  /** User a: 0 1 2 1, user b: 1 0 (dislikes 2), user c: 2 0. */
  private static final FittingPart PART = part();

  private static ItemGraph graph(Relation relation, int kept, double shrink, int distance) {
    Relatedness settings = new Relatedness(relation, kept, shrink, distance);
    return ItemGraphBuilder.build(PART, settings, 42, 2);
  }

  /**
   * By hand: users of 0: a b c, of 1: a b, of 2: a c; 0 and 1 share two, 0 and 2 two, 1 and 2 one.
   */
  @Test
  void cosineByHand() {
    ItemGraph graph = graph(Relation.ITEM_KNN, 5, 1, 0);
    assertRow(graph, 0, 1, 2 / (Math.sqrt(6) + 1), 2, 2 / (Math.sqrt(6) + 1));
    assertRow(graph, 1, 0, 2 / (Math.sqrt(6) + 1), 2, 1 / (2.0 + 1));
    assertThat(graph.start(4)).isEqualTo(graph.start(3));
  }

  /**
   * By hand, two steps: 0→1: 1, 0→2: ½ (the second 1 is three away); 1→2: 1, 1→0: 1; 2→1: 1, 2→0:
   * 1.
   */
  @Test
  void transitionsByHand() {
    ItemGraph graph = graph(Relation.TRANSITIONS, 5, 0, 2);
    assertRow(graph, 0, 1, 1 / 3.0, 2, 0.5 / Math.sqrt(6));
    assertRow(graph, 1, 0, 1 / 3.0, 2, 1 / Math.sqrt(6));
    assertRow(graph, 2, 0, 1 / Math.sqrt(6), 1, 1 / Math.sqrt(6));
  }

  @Test
  void coVisitationIsSymmetric() {
    ItemGraph graph = graph(Relation.CO_VISITATION, 5, 0, 2);
    assertRow(graph, 0, 1, 2 / 3.0, 2, 1.5 / Math.sqrt(6));
    assertRow(graph, 1, 0, 2 / 3.0, 2, 2 / Math.sqrt(6));
  }

  @Test
  void onlyTheBestAreKept() {
    ItemGraph graph = graph(Relation.ITEM_KNN, 1, 1, 0);
    assertRow(graph, 1, 0, 2 / (Math.sqrt(6) + 1));
  }

  private static void assertRow(ItemGraph graph, int item, double... expected) {
    TreeMap<Integer, Float> row = new TreeMap<>();
    for (int k = graph.start(item); k < graph.start(item + 1); k++) {
      row.put(graph.neighbour(k), graph.weight(k));
    }
    assertThat(row).hasSize(expected.length / 2);
    for (int i = 0; i < expected.length; i += 2) {
      assertThat((double) row.getOrDefault((int) expected[i], -1f))
          .isCloseTo(expected[i + 1], within(1e-6));
    }
  }

  private static FittingPart part() {
    Interactions.Builder builder = new Interactions.Builder(List.of("view", "hide"), 9);
    int[][] rows = {{0, 0}, {0, 1}, {0, 2}, {0, 1}, {1, 1}, {1, 0}, {2, 2}, {2, 0}};
    for (int r = 0; r < rows.length; r++) {
      builder.add(rows[r][0], rows[r][1], r, Float.NaN, 1, 0, -1);
    }
    builder.add(1, 2, 99, Float.NaN, -1, 1, -1);
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
