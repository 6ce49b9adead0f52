package sluice.features.tables;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was counted by entity and day, in any order, until it is added up; not thread-safe. */
final class DailyChanges {
  private final Map<Integer, SortedMap<Integer, Map<CountColumn, Long>>> byEntity = new HashMap<>();

  /** Told what was counted of an entity on a day. */
  interface Reader {
    void change(int entity, int day, Map<CountColumn, Long> amounts);
  }

  void add(int entity, int day, CountColumn measure, long amount) {
    byEntity
        .computeIfAbsent(entity, e -> new TreeMap<>())
        .computeIfAbsent(day, d -> new EnumMap<>(CountColumn.class))
        .merge(measure, amount, Long::sum);
  }

  void each(Reader reader) {
    byEntity.forEach(
        (entity, days) -> days.forEach((day, amounts) -> reader.change(entity, day, amounts)));
  }

  /** Returns the changes of all entities together, as those of entity 0. */
  DailyChanges together() {
    DailyChanges all = new DailyChanges();
    each((entity, day, amounts) ->
        amounts.forEach((measure, amount) -> all.add(0, day, measure, amount)));
    return all;
  }

  /** Returns the entities of which anything was counted, ascending. */
  int[] entities() {
    return byEntity.keySet().stream().mapToInt(e -> e).sorted().toArray();
  }

  /**
   * Adds up over the days of each entity.
   *
   * @param entities those that are wanted, in this order
   */
  AsOfCounts cumulated(int[] entities) {
    int rows = byEntity.values().stream().mapToInt(Map::size).sum();
    int[] offsets = new int[entities.length + 1];
    int[] days = new int[rows];
    Map<CountColumn, long[]> measures = new EnumMap<>(CountColumn.class);
    int row = 0;
    for (int e = 0; e < entities.length; e++) {
      Map<CountColumn, Long> sums = new EnumMap<>(CountColumn.class);
      for (var day : byEntity.getOrDefault(entities[e], new TreeMap<>()).entrySet()) {
        days[row] = day.getKey();
        day.getValue().forEach((measure, amount) -> sums.merge(measure, amount, Long::sum));
        for (Map.Entry<CountColumn, Long> sum : sums.entrySet()) {
          measures.computeIfAbsent(sum.getKey(), m -> new long[rows])[row] = sum.getValue();
        }
        row++;
      }
      offsets[e + 1] = row;
    }
    return AsOfCounts.of(offsets, days, measures);
  }
}
