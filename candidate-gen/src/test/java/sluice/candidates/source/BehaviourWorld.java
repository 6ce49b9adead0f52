package sluice.candidates.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.candidates.Worlds;
import sluice.core.Catalogue;
import sluice.core.Column;
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

/**
 * Three users, a and b of fr, c of no known country, and five items: i0 and i1 red, i2 red and
 * blue, i3 blue, i4 nothing. Rows are (user, item, day, weight).
 */
final class BehaviourWorld {
  static final int ITEMS = 5;

  private BehaviourWorld() {}

  static FittingPart part(boolean timed, double[]... rows) {
    Interactions.Builder builder = new Interactions.Builder(List.of("view"), rows.length);
    for (double[] row : rows) {
      long time = (long) (row[2] * Worlds.DAY);
      builder.add((int) row[0], (int) row[1], time, Float.NaN, (float) row[3], 0, -1);
    }
    Interactions interactions = builder.build();
    Column country =
        new Column.Categories(
            Dictionary.of(List.of("de", "fr")), new int[] {0, 1, 2, 2}, new int[] {1, 1});
    Column age = new Column.Numbers(new float[] {20, 30, 40});
    Column colour =
        new Column.Categories(
            Dictionary.of(List.of("red", "blue")),
            new int[] {0, 1, 2, 4, 5, 5},
            new int[] {0, 0, 0, 1, 1});
    return new FittingPart(
        Dictionary.of(List.of("a", "b", "c")),
        Catalogue.always(Dictionary.of(List.of("i0", "i1", "i2", "i3", "i4"))),
        interactions,
        new Histories(interactions, 3),
        EntityTable.undated(ITEMS, Map.of("colour", colour)),
        EntityTable.undated(3, new java.util.TreeMap<>(Map.of("age", age, "country", country))),
        Tags.none(),
        Optional.empty(),
        100 * Worlds.DAY,
        timed);
  }

  static Request request(FittingPart part, int user) {
    return Worlds.request(part, user, part.histories().all(user));
  }

  /** A request of a stranger, with a context. */
  static Request stranger(FittingPart part, Map<String, String> context) {
    return new Request("r", Dictionary.UNKNOWN, "x", part.asOf(), History.EMPTY, context);
  }

  static RankedItems ask(sluice.core.CandidateSource source, FittingPart part, Request request) {
    return source.retrieve(request, i -> true, new TieBreak(1, part.catalogue()), ITEMS);
  }
}
