package sluice.ranking.rerank;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Catalogue;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.Dictionary;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Histories;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.Tags;
import sluice.core.YamlFile;

/**
 * Eight items of creators a, a, a, b, b, c, d, none, available from days 0, 1, …, with 8, 7, … 1
 * interactions; item 2 is out of stock, 3 from 18 years; user u0 is 30, u1 is 12, u2 of no age.
 */
final class RuledWorld {
  static final long DAY = 86_400_000;
  static final RankedItems RANKED =
      new RankedItems(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, new float[] {8, 7, 6, 5, 4, 3, 2, 1});

  private static final String NONE = "";

  private RuledWorld() {}

  private static final FittingPart PART = make();

  static FittingPart part() {
    return PART;
  }

  private static FittingPart make() {
    int items = 8;
    Interactions.Builder rows = new Interactions.Builder(List.of("view"), 40);
    long time = 0;
    for (int item = 0; item < items; item++) {
      for (int k = 0; k < items - item; k++) {
        rows.add(k % 3, item, time++, Float.NaN, 1, 0, -1);
      }
    }
    Interactions interactions = rows.build();
    long[] from = new long[items];
    Arrays.setAll(from, item -> item * DAY);
    long[] until = new long[items];
    Arrays.fill(until, Long.MAX_VALUE);
    return new FittingPart(
        Dictionary.of(List.of("u0", "u1", "u2")),
        new Catalogue(
            Dictionary.of(List.of("i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7")), from, until),
        interactions,
        new Histories(interactions, 3),
        EntityTable.undated(
            items,
            Map.of(
                "creator",
                categories("a", "a", "a", "b", "b", "c", "d", NONE),
                "gone",
                categories("false", "false", "true", NONE, NONE, NONE, NONE, NONE),
                "sold",
                new Column.Numbers(new float[] {0, 0, 1, Float.NaN, 0, 0, 0, 0}),
                "minAge",
                new Column.Numbers(new float[] {0, Float.NaN, 0, 18, 0, 0, 6, 0}))),
        EntityTable.undated(3, Map.of("age", new Column.Numbers(new float[] {30, 12, Float.NaN}))),
        new Tags(Dictionary.of(List.of()), new int[0], new int[0], new int[0], new long[0]),
        Optional.empty(),
        10 * DAY,
        true);
  }

  private static Column.Categories categories(String... values) {
    Dictionary names =
        Dictionary.of(Arrays.stream(values).filter(v -> !v.isEmpty()).distinct().toList());
    int[] offsets = new int[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      offsets[i + 1] = offsets[i] + (values[i].isEmpty() ? 0 : 1);
    }
    int[] codes = Arrays.stream(values).filter(v -> !v.isEmpty()).mapToInt(names::index).toArray();
    return new Column.Categories(names, offsets, codes);
  }

  static Request request(int user, String id) {
    return new Request(id, user, "u" + user, 10 * DAY, History.EMPTY, Map.of());
  }

  static <S extends Record> ReRanker fit(ReRankerType<S> type, String yaml) {
    ConfigNode node = YamlFile.parse(yaml, "settings");
    S settings = node.bind(type.settings(), type.defaults());
    return type.fit("mine", settings, new ReRankerInput(part(), List.of(), 7));
  }

  /** Returns the first items of the list of eight. */
  static int[] first(ReRanker by, int shown) {
    Request request = request(0, "r");
    return by.rerank(request, RANKED, shown, ReRankerWorld.ties(part(), request))
        .first(shown)
        .items();
  }

  /** Returns the items a user may be shown. */
  static int[] allowed(ReRanker by, int user) {
    return Arrays.stream(RANKED.items()).filter(by.allowed(request(user, "r"))).toArray();
  }
}
