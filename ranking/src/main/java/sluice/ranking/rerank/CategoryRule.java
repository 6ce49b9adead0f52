package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;

/**
 * {@code rules}: what an editor decides. At most so many items for each value of a column, items
 * pinned to places, and items that may not be shown.
 *
 * <p>{@code column} and {@code most}: with c(v) the number of items of value v that stand in the
 * new list already, the list is walked from the top: an item whose values v all have c(v) &lt;
 * {@code most} is taken, another is put off. Those that were put off follow in their order, so that
 * a slate is full where there are enough items, if need be against the rule. An item of several
 * values counts for each of them; one without a value is always taken.
 *
 * <p>{@code pinned} items are brought among the candidates and stand at their places, counted first
 * by the rule above; one that the request may not be given is not shown.
 *
 * <p>{@code blocked}, {@code blockedItems}, {@code outOfStock} and {@code minimumAge} say which
 * items may not be shown at all. Sources are asked for others in their place, so that the slate is
 * full. A user whose age is not known is shown only what has no minimum age, or 0.
 *
 * <p>Attributes are read as of the request's time.
 */
public final class CategoryRule implements ReRankerType<CategoryRule.Settings> {
  /**
   * Settings; at least one rule must be given.
   *
   * @param column of the items, of categories; none for no such rule
   * @param most items for each of its values
   * @param pinned items at places
   * @param blocked by column of categories, the values whose items may not be shown
   * @param blockedItems ids of items that may not be shown
   * @param outOfStock a column of the items: above 0, or {@code true}, where one may not be shown;
   *     empty for none
   * @param minimumAge the columns of an item's minimum age and of a user's age, of numbers
   */
  public record Settings(
      Optional<String> column,
      int most,
      List<Pin> pinned,
      Map<String, List<String>> blocked,
      List<String> blockedItems,
      String outOfStock,
      Optional<Ages> minimumAge) {
    /** Checks and copies. */
    public Settings {
      SettingError.check("most", most, 1, 1_000_000);
      pinned = List.copyOf(pinned);
      blocked = Collections.unmodifiableMap(new TreeMap<>(blocked));
      blockedItems = List.copyOf(blockedItems);
      SettingError.check(
          "pinned",
          pinned.stream().map(Pin::place).distinct().count() == pinned.size()
              && pinned.stream().map(Pin::item).distinct().count() == pinned.size(),
          "each place and each item once is expected");
      SettingError.check(
          "column",
          column.isPresent()
              || !pinned.isEmpty()
              || !blocked.isEmpty()
              || !blockedItems.isEmpty()
              || !outOfStock.isEmpty()
              || minimumAge.isPresent(),
          "a rule is expected: column, pinned, blocked, blockedItems, outOfStock or minimumAge");
    }

    /** The rule of a column alone. */
    static Settings most(String column, int most) {
      return new Settings(
          Optional.of(column), most, List.of(), Map.of(), List.of(), "", Optional.empty());
    }
  }

  /**
   * An item at a place.
   *
   * @param place 1 the first
   * @param item id
   */
  public record Pin(int place, String item) {
    /** Checks. */
    public Pin {
      SettingError.check("place", place, 1, 10_000);
    }
  }

  /**
   * Columns of ages.
   *
   * @param item of the items: the least age, in the unit of the users'
   * @param user of the users: the age
   */
  public record Ages(String item, String user) {}

  @Override
  public String type() {
    return "rules";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    # column: …         # of the items, of categories
    most: 3             # items for each of its values
    pinned: []          # items at places, such as [{place: 1, item: i7}]
    blocked: {}         # values of columns of categories whose items are not shown: {genres: [Horror]}
    blockedItems: []    # ids of items that are not shown
    outOfStock: ""      # column of the items; those with true, or a number above 0, are not shown
    # minimumAge: {item: …, user: …}  # columns of numbers: least age of an item, age of a user
    """;
  }

  @Override
  public Placement placement(Settings settings) {
    return settings.column.isEmpty() && settings.pinned.isEmpty()
        ? Placement.ANYWHERE
        : Placement.BETWEEN;
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part) {
    for (Pin pin : settings.pinned) {
      if (part.catalogue().items().index(pin.item) == Dictionary.UNKNOWN) {
        return Optional.of("there is no item '" + pin.item + "' to pin");
      }
    }
    return HardRules.lacks(settings, part)
        .or(() -> settings.column.flatMap(column -> CategoryColumn.lacks(part, column)));
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    FittingPart part = input.part();
    Optional<CategoryColumn> values =
        settings.column.map(column -> CategoryColumn.of(part, column));
    Dictionary items = part.catalogue().items();
    NavigableMap<Integer, Integer> pinned = new TreeMap<>();
    settings.pinned.forEach(pin -> pinned.put(pin.place - 1, items.index(pin.item)));
    return new Fitted(name, values, settings.most, pinned, new HardRules(settings, part));
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  private record Fitted(
      String name,
      Optional<CategoryColumn> values,
      int most,
      NavigableMap<Integer, Integer> pinned,
      HardRules hard)
      implements ReRanker {
    @Override
    public IntPredicate allowed(Request request) {
      return hard.allowed(request);
    }

    @Override
    public int[] brings(Request request, IntPredicate eligible, TieBreak ties) {
      return pinned.values().stream().mapToInt(i -> i).filter(eligible).toArray();
    }

    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      int n = ranked.size();
      NavigableMap<Integer, Integer> pins = new TreeMap<>(); // place now by place then
      boolean[] done = new boolean[n];
      for (int place = 0; place < n; place++) {
        for (Map.Entry<Integer, Integer> pin : pinned.entrySet()) {
          if (pin.getValue() == ranked.item(place)) {
            pins.put(pin.getKey(), place);
            done[place] = true;
          }
        }
      }
      int[] taken = new int[values.map(CategoryColumn::size).orElse(0)];
      for (int place : pins.values()) {
        fits(ranked.item(place), request, taken, Integer.MAX_VALUE);
      }
      int[] order = new int[n - pins.size()];
      int[] putOff = new int[order.length];
      int kept = 0;
      int off = 0;
      for (int place = 0; place < n; place++) {
        if (!done[place]) {
          if (fits(ranked.item(place), request, taken, most)) {
            order[kept++] = place;
          } else {
            putOff[off++] = place;
          }
        }
      }
      System.arraycopy(putOff, 0, order, kept, off);
      return ranked.at(insert(order, pins));
    }

    /** Puts pins at their places, or behind the rest where the list is too short. */
    private static int[] insert(int[] order, NavigableMap<Integer, Integer> pins) {
      int[] places = new int[order.length + pins.size()];
      int next = 0;
      int at = 0;
      for (Map.Entry<Integer, Integer> pin : pins.entrySet()) {
        while (at < pin.getKey() && next < order.length) {
          places[at++] = order[next++];
        }
        places[at++] = pin.getValue();
      }
      System.arraycopy(order, next, places, at, order.length - next);
      return places;
    }

    /** Says whether an item's values have room, and if so counts it. */
    private boolean fits(int item, Request request, int[] taken, int most) {
      if (values.isEmpty()) {
        return true;
      }
      CategoryColumn of = values.get();
      int n = of.count(item, request.time());
      for (int k = 0; k < n; k++) {
        if (taken[of.code(item, k, request.time())] >= most) {
          return false;
        }
      }
      for (int k = 0; k < n; k++) {
        taken[of.code(item, k, request.time())]++;
      }
      return true;
    }
  }
}
