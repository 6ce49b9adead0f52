package sluice.candidates.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.candidates.Sources;
import sluice.candidates.Worlds;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.Edges;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.Tags;
import sluice.core.TieBreak;

class FriendsSourceTest {
  /**
   * new → a → b, c → a; a, b, c have i0 at day 90, i1 at day 80, i2 at day 100; a dislikes i3. new
   * has no interactions.
   */
  private static FittingPart part(Edges edges) {
    Interactions.Builder rows = new Interactions.Builder(List.of("view"), 4);
    rows.add(1, 1, 80 * Worlds.DAY, Float.NaN, 2, 0, -1);
    rows.add(0, 0, 90 * Worlds.DAY, Float.NaN, 1, 0, -1);
    rows.add(0, 3, 90 * Worlds.DAY, Float.NaN, -1, 0, -1);
    rows.add(2, 2, 100 * Worlds.DAY, Float.NaN, 1, 0, -1);
    Interactions interactions = rows.build();
    return new FittingPart(
        Dictionary.of(List.of("a", "b", "c")),
        Catalogue.always(Dictionary.of(List.of("i0", "i1", "i2", "i3"))),
        interactions,
        new Histories(interactions, 3),
        EntityTable.empty(4),
        EntityTable.empty(3),
        Tags.none(),
        Optional.empty(),
        edges,
        Map.of(),
        100 * Worlds.DAY,
        true);
  }

  private static final Edges EDGES =
      new Edges(
          Dictionary.of(List.of("a", "b", "c", "new")),
          new int[] {3, 0, 2, 3},
          new int[] {0, 1, 0, 0},
          new long[] {1, Long.MIN_VALUE, Long.MIN_VALUE, 2});

  private static RankedItems ask(Map<String, Object> keys, String user, int day) {
    FittingPart part = part(EDGES);
    Map<String, Object> source = new java.util.HashMap<>(keys);
    source.put("type", "friends");
    source.put("halfLife", 10);
    Request request = new Request("r", -1, user, day * Worlds.DAY, History.EMPTY, Map.of());
    return Sources.fit(part, 1, source)
        .retrieve(request, i -> true, new TieBreak(1, part.catalogue()), 4);
  }

  /** By hand: a is a friend, b and c are friends of a, who has three: 1 / ln 4 each. */
  @Test
  void friendsAndTheirFriendsAreFollowed() {
    RankedItems list = ask(Map.of("distant", 0.5), "new", 100);
    assertThat(list.items()).containsExactly(0, 1);
    assertThat((double) list.score(0)).isCloseTo(0.5, within(1e-6));
    assertThat((double) list.score(1)).isCloseTo(0.5 / Math.log(4) * 2 / 4, within(1e-6));
    RankedItems later = ask(Map.of("distant", 0.5), "new", 110);
    assertThat(later.items()).containsExactly(0, 2, 1);
    assertThat((double) later.score(1)).isCloseTo(0.5 / Math.log(4) / 2, within(1e-6));
  }

  @Test
  void withoutDistantOnesFriendsAreAll() {
    assertThat(ask(Map.of("distant", 0), "new", 110).items()).containsExactly(0);
    assertThat(ask(Map.of(), "nobody", 110).size()).isZero();
  }

  @Test
  void outLeavesOutThoseWhoLeadHere() {
    assertThat(ask(Map.of("distant", 0, "direction", "out"), "a", 110).items()).containsExactly(1);
    assertThat(ask(Map.of("distant", 0), "a", 110).items()).containsExactly(2, 1);
  }

  @Test
  void withoutEdgesItIsLeftOut() {
    FriendsType type = new FriendsType();
    FriendsType.Settings settings =
        new FriendsType.Settings(1, "both", 0, 1, 1, new sluice.candidates.source.Days(1));
    assertThat(type.lacks(settings, part(EDGES), "here")).isEmpty();
    assertThat(type.lacks(settings, part(Edges.NONE), "here"))
        .contains("there are no edges between users (edges: in dataset.yaml)");
  }

  @Test
  void edgesAreKeptAsOfATimeAndWithoutTheForgotten() {
    assertThat(EDGES.before(2).size()).isEqualTo(3);
    Edges fewer = EDGES.without("a", "x");
    assertThat(fewer.size()).isZero();
    assertThat(fewer.people().ids()).containsExactly("x", "b", "c", "new");
    assertThat(EDGES.without("nobody", "x")).isSameAs(EDGES);
  }
}
