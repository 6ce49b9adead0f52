package sluice.features.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import sluice.core.Column;
import sluice.core.FittingPart;
import sluice.core.History;

/**
 * Counts what happened after a fitting part's end as {@link FeatureTables#build} would have with
 * it: the same measures, by the same definitions, without reading again what was before.
 *
 * <p>First all actions are told, then all impressions, each in any order; what is from the end on
 * is passed over, and what is told late, from before the part's end, counts at that end. Unlike
 * there, an impression from before the part's end that was clicked after it is no click.
 *
 * <p>Memory: some 100 bytes for each user and item with an action between them, and for each item
 * and day with an impression; impressions themselves are not kept. For one thread.
 */
public final class LaterCounter {
  private static final long DAY = 86_400_000L;
  private static final SortedMap<Integer, Long> NO_RATES = Collections.emptySortedMap();

  private final FittingPart part;
  private final FeatureTables before;
  private final long end;
  private final DailyChanges items = new DailyChanges();
  private final DailyChanges users = new DailyChanges();

  /** By item, then user. */
  private final Map<Integer, Map<Integer, Pair>> pairs = new HashMap<>();

  /** Impressions by position, of an item on a day. */
  private final Map<Integer, Map<Integer, int[]>> shown = new HashMap<>();

  /** Impressions, of a user on a day. */
  private final Map<Integer, Map<Integer, int[]>> shownTo = new HashMap<>();

  /** What one user did about one item. */
  private static final class Pair {
    private final List<Positive> positives = new ArrayList<>(1);
    private int firstDay = Integer.MAX_VALUE;
  }

  /** A positive action, and the latest impression in the day before it. */
  private static final class Positive {
    private final long time;
    private long shownAt = Long.MIN_VALUE;
    private int position;

    Positive(long time) {
      this.time = time;
    }
  }

  /**
   * Counts nothing yet.
   *
   * @param part whose end is where counting begins
   * @param before counted up to there
   * @param end up to which things count, milliseconds since 1970 UTC
   */
  public LaterCounter(FittingPart part, FeatureTables before, long end) {
    if (!part.timed() || part.asOf() > end) {
      throw new IllegalArgumentException("no time of the part's end before " + end);
    }
    this.part = part;
    this.before = before;
    this.end = end;
  }

  /**
   * Counts an interaction.
   *
   * @param user of the part, or a number from the part's users on for one it does not have: always
   *     the same for the same one
   * @param value NaN for none
   */
  public void action(int user, int item, long time, float weight, float value) {
    if (time >= end) {
      return;
    }
    long counted = Math.max(time, part.asOf());
    int day = Cutoff.dayOf(counted);
    items.add(item, day, CountColumn.INTERACTIONS, 1);
    items.add(item, day, CountColumn.WEIGHT, millionths(weight));
    if (!Float.isNaN(value)) {
      items.add(item, day, CountColumn.VALUED, 1);
      items.add(item, day, CountColumn.VALUE, millionths(value));
    }
    Pair pair = of(pairs, item).computeIfAbsent(user, u -> new Pair());
    pair.firstDay = Math.min(pair.firstDay, day);
    if (weight > 0) {
      items.add(item, day, CountColumn.POSITIVES, 1);
      pair.positives.add(new Positive(counted));
    }
    if (known(user)) {
      users.add(user, day, CountColumn.INTERACTIONS, 1);
      users.add(user, day, CountColumn.POSITIVES, weight > 0 ? 1 : 0);
    }
  }

  /** Counts an impression, where the part had any: else nothing reads them. */
  public void shown(int user, int item, long time, int position) {
    if (time < part.asOf() || time >= end || part.impressions().isEmpty()) {
      return;
    }
    int day = Cutoff.dayOf(time);
    if (known(user)) {
      of(shownTo, user).computeIfAbsent(day, d -> new int[1])[0]++;
    }
    Map<Integer, int[]> days = of(shown, item);
    int[] byPosition = days.computeIfAbsent(day, d -> new int[position + 1]);
    if (byPosition.length <= position) {
      byPosition = Arrays.copyOf(byPosition, position + 1);
      days.put(day, byPosition);
    }
    byPosition[position]++;
    Pair pair = of(pairs, item).get(user);
    if (pair != null) {
      for (Positive act : pair.positives) {
        boolean later = time > act.shownAt || (time == act.shownAt && position > act.position);
        if (time <= act.time && act.time < time + DAY && later) {
          act.shownAt = time;
          act.position = position;
        }
      }
    }
  }

  /** Returns what was counted. To be called once. */
  public LaterCounts counts() {
    DailyTallies positions = new DailyTallies();
    pairs.forEach((item, byUser) ->
        byUser.forEach((user, pair) -> {
          if (!known(user) || !has(part.histories().all(user), item)) {
            items.add(item, pair.firstDay, CountColumn.USERS, 1);
          }
          clicks(pair)
              .forEach((seen, day) -> {
                items.add(item, day, CountColumn.CLICKS, 1);
                if (known(user)) {
                  users.add(user, day, CountColumn.CLICKS, 1);
                }
                positions.add(seen.position, day, new PositionClicks.Tally(0, 1));
              });
        }));
    shownTo.forEach((user, days) ->
        days.forEach((day, count) -> users.add(user, day, CountColumn.IMPRESSIONS, count[0])));
    each(
        shown,
        (item, day, position, count) -> {
          items.add(item, day, CountColumn.IMPRESSIONS, count);
          positions.add(position, day, new PositionClicks.Tally(count, 0));
        });
    expect(positions);
    int[] counted = users.entities();
    return new LaterCounts(
        end,
        items.cumulated(IntStream.range(0, part.catalogue().size()).toArray()),
        items.together().cumulated(new int[1]),
        categories(),
        Arrays.stream(counted).mapToObj(part.users()::id).toList(),
        users.cumulated(counted));
  }

  /** An impression that was clicked. */
  private record Seen(long time, int position) {}

  /** Returns each impression that was clicked, once, with the day of its first action. */
  private static Map<Seen, Integer> clicks(Pair pair) {
    Map<Seen, Integer> days = new HashMap<>();
    for (Positive act : pair.positives) {
      if (act.shownAt != Long.MIN_VALUE) {
        days.merge(new Seen(act.shownAt, act.position), Cutoff.dayOf(act.time), Math::min);
      }
    }
    return days;
  }

  private void expect(DailyTallies positions) {
    var rates = positions.rates(before.positions());
    each(
        shown,
        (item, day, position, count) -> {
          long rate = rates.getOrDefault(position, NO_RATES).getOrDefault(day, 0L);
          items.add(item, day, CountColumn.EXPECTED, count * rate);
        });
  }

  private interface Impressions {
    void counted(int item, int day, int position, long count);
  }

  private static void each(Map<Integer, Map<Integer, int[]>> shown, Impressions reader) {
    shown.forEach((item, days) ->
        days.forEach((day, counts) -> {
          for (int p = 0; p < counts.length; p++) {
            if (counts[p] > 0) {
              reader.counted(item, day, p, counts[p]);
            }
          }
        }));
  }

  private Map<String, AsOfCounts> categories() {
    Map<String, AsOfCounts> counts = new LinkedHashMap<>();
    part.items()
        .columns()
        .forEach((name, column) -> {
          if (column instanceof Column.Categories categories) {
            counts.put(name, categories(categories));
          }
        });
    return counts;
  }

  private AsOfCounts categories(Column.Categories column) {
    DailyChanges changes = new DailyChanges();
    items.each((item, day, amounts) -> {
      long interactions = amounts.getOrDefault(CountColumn.INTERACTIONS, 0L);
      int row = part.items().row(item, part.asOf());
      for (int k = 0; interactions > 0 && row >= 0 && k < column.count(row); k++) {
        long positives = amounts.getOrDefault(CountColumn.POSITIVES, 0L);
        changes.add(column.code(row, k), day, CountColumn.INTERACTIONS, interactions);
        changes.add(column.code(row, k), day, CountColumn.POSITIVES, positives);
      }
    });
    return changes.cumulated(IntStream.range(0, column.values().size()).toArray());
  }

  private boolean known(int user) {
    return user >= 0 && user < part.users().size();
  }

  private static boolean has(History history, int item) {
    return IntStream.range(0, history.size()).anyMatch(i -> history.item(i) == item);
  }

  private static <T> Map<Integer, T> of(Map<Integer, Map<Integer, T>> all, int of) {
    return all.computeIfAbsent(of, k -> new HashMap<>());
  }

  /** Rounds to whole millionths, halves away from 0. */
  private static long millionths(float number) {
    return (long) Math.copySign(Math.floor(Math.abs((double) number) * 1e6 + 0.5), number);
  }
}
