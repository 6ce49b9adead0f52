package sluice.features.tables;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Impressions and clicks by position and day, in any order; not thread-safe. */
final class DailyTallies {
  private final Map<Integer, SortedMap<Integer, PositionClicks.Tally>> byPosition = new HashMap<>();

  void add(int position, int day, PositionClicks.Tally tally) {
    byPosition
        .computeIfAbsent(position, p -> new TreeMap<>())
        .merge(day, tally, PositionClicks.Tally::plus);
  }

  /**
   * Returns the share of clicks at each position up to the end of each day, in millionths.
   *
   * @param before what was counted before the first day
   */
  Map<Integer, SortedMap<Integer, Long>> rates(PositionClicks before) {
    Map<Integer, SortedMap<Integer, Long>> rates = new HashMap<>();
    byPosition.forEach((position, days) -> {
      PositionClicks.Tally sum = before.at(position);
      SortedMap<Integer, Long> own = new TreeMap<>();
      for (Map.Entry<Integer, PositionClicks.Tally> day : days.entrySet()) {
        sum = sum.plus(day.getValue());
        own.put(day.getKey(), sum.rate());
      }
      rates.put(position, own);
    });
    return rates;
  }
}
