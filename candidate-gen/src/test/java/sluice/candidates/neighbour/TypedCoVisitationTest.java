package sluice.candidates.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.Sources;
import sluice.candidates.SuitedRetrieval;
import sluice.candidates.Worlds;
import sluice.core.CandidateSource;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.Tags;
import sluice.core.TieBreak;
import sluice.core.UserError;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.Transitions;
import sluice.core.graph.TypedTransitions;

class TypedCoVisitationTest {
  private static final long HOUR = 3_600_000L;
  private static final int CLICK = 0;
  private static final int BUY = 1;

  /**
   * User a: clicks 0, clicks 1 an hour later, buys 2 an hour later, buys 0 two days later. User b:
   * clicks 1, buys 2 at once, buys 3 three hours later. No one carts anything.
   */
  private static final FittingPart PART =
      part(
          new long[][] {
            {0, 0, 0, CLICK},
            {0, 1, 1, CLICK},
            {0, 2, 2, BUY},
            {1, 1, 10, CLICK},
            {1, 2, 10, BUY},
            {1, 3, 13, BUY},
            {0, 0, 50, BUY}
          });

  private static FittingPart part(long[][] rows) {
    Interactions.Builder builder =
        new Interactions.Builder(List.of("click", "buy", "cart"), rows.length);
    for (long[] row : rows) {
      builder.add((int) row[0], (int) row[1], row[2] * HOUR, Float.NaN, 1, (int) row[3], -1);
    }
    Interactions interactions = builder.build();
    return new FittingPart(
        Dictionary.of(List.of("a", "b")),
        Catalogue.always(Dictionary.of(List.of("i0", "i1", "i2", "i3"))),
        interactions,
        new Histories(interactions, 2),
        EntityTable.empty(4),
        EntityTable.empty(2),
        Tags.none(),
        Optional.empty(),
        100 * HOUR,
        true);
  }

  private static TypedTransitions typed(String from, String to, double hours) {
    return new TypedTransitions(
        List.of(from), List.of(to), hours, "next", 10, 0.5, 1 / 24.0, 1, 0, 0, 5, 100);
  }

  private static void assertEdge(ItemGraph graph, int a, int b, double weight) {
    for (int k = graph.start(a); k < graph.start(a + 1); k++) {
      if (graph.neighbour(k) == b) {
        assertThat((double) graph.weight(k)).isCloseTo(weight, within(1e-6));
        return;
      }
    }
    assertThat(weight).isZero();
  }

  /** By hand, half a step, a half-life of an hour: 1→2: ½ + 1, by two clicks of 1; 0→2: ½ · ¼. */
  @Test
  void clicksLeadToWhatIsBoughtWithinTheHours() {
    ItemGraph graph = ItemGraphs.of(PART, 1, 2).get(typed("click", "buy", 2));
    assertEdge(graph, 1, 2, 1.5 / 2);
    assertEdge(graph, 0, 2, 0.125);
    assertEdge(graph, 1, 3, 0);
    assertEdge(graph, 2, 0, 0);
    assertEdge(graph, 0, 1, 0);
    assertEdge(ItemGraphs.of(PART, 1, 2).get(typed("click", "buy", 3)), 1, 3, 0.5 / 8 / 2);
  }

  /** 2→3 by b alone, of two purchases of 2; 2→0 lies two days apart. */
  @Test
  void purchasesLeadToPurchases() {
    ItemGraph graph = ItemGraphs.of(PART, 1, 2).get(typed("buy", "buy", 24));
    assertEdge(graph, 2, 3, 1 / 8.0 / 2);
    assertEdge(graph, 2, 0, 0);
    assertEdge(graph, 1, 2, 0);
  }

  @Test
  void allTypesWithinAnyTimeAreTransitions() {
    FittingPart part = Worlds.part(9, 50, 60, 3000);
    TypedTransitions all =
        new TypedTransitions(List.of(), List.of(), 1e7, "both", 10, 0.8, 7, 0.5, 0.5, 2, 12, 1000);
    ItemGraph typed = ItemGraphs.of(part, 1, 2).get(all);
    Transitions steps = all.steps();
    ItemGraph plain = ItemGraphs.of(part, 1, 2).get(steps);
    assertThat(typed.starts()).isEqualTo(plain.starts());
    assertThat(typed.weights()).isEqualTo(plain.weights());
  }

  /** Of b, who clicked 1 and bought 2 and 3, the click alone is followed. */
  @Test
  void onlyEventsOfTheFirstTypesAreFollowed() {
    CandidateSource source = Sources.fit(PART, 1, config("click", "buy"));
    Request b = Worlds.request(PART, 1, PART.histories().all(1));
    assertThat(ask(source, b).items()).containsExactly(2);
    History untold =
        new History(new int[] {0}, new long[] {0}, new float[] {Float.NaN}, new float[] {1});
    assertThat(ask(source, Worlds.request(PART, 1, untold)).items()).containsExactly(2);
  }

  private static RankedItems ask(CandidateSource source, Request request) {
    return source.retrieve(request, i -> true, new TieBreak(1, PART.catalogue()), 4);
  }

  private static Map<String, Object> config(String from, String to) {
    Map<String, Object> graph =
        Map.of(
            "from",
            List.of(from),
            "to",
            List.of(to),
            "hours",
            2.0,
            "direction",
            "next",
            "shrink",
            0.0);
    return Map.of("type", "typed-co-visitation", "graph", graph);
  }

  @Test
  void aTypeThatTheDataLacksIsAnError() {
    assertThatThrownBy(() -> suited("klick", "buy"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "candidates.sources[1].graph.from names the event type klick, which the interactions do"
                + " not have")
        .hasMessageContaining("did you mean click")
        .hasMessageContaining("there are click, buy, cart");
  }

  @Test
  void typesOfWhichNothingHappenedLeaveTheSourceOut() {
    assertThat(suited("click", "buy").notes()).isEmpty();
    assertThat(suited("click", "cart").notes().getFirst())
        .contains("no positive interactions of the types in graph.from or graph.to");
  }

  private static SuitedRetrieval suited(String from, String to) {
    Map<String, Object> config = Map.of("sources", List.of("popularity", config(from, to)));
    return SuitedRetrieval.of(
        RetrievalSettings.read(Sources.node("candidates", config)), List.of(PART), true);
  }
}
