package sluice.features.tables;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * How often each position was shown and clicked: what the position of an impression alone lets
 * expect. Immutable.
 */
record PositionClicks(SortedMap<Integer, Tally> byPosition) {
  static final PositionClicks NONE = new PositionClicks(new TreeMap<>());

  /** One position's impressions and clicks. */
  record Tally(long shown, long clicks) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
      return new Tally(shown + other.shown, clicks + other.clicks);
    }

    /** Clicks an impression in millionths, rounded down, shrunk towards 1 in 20 by 20 of them. */
    long rate() {
      return (clicks + 1) * 1_000_000 / (shown + 20);
    }
  }

  PositionClicks {
    byPosition = Collections.unmodifiableSortedMap(new TreeMap<>(byPosition));
  }

  Tally at(int position) {
    return byPosition.getOrDefault(position, Tally.NONE);
  }

  void write(ArrayWriter out) {
    out.ints("positions", byPosition.keySet().stream().mapToInt(p -> p).toArray());
    out.longs("positions.shown", byPosition.values().stream().mapToLong(Tally::shown).toArray());
    out.longs("positions.clicks", byPosition.values().stream().mapToLong(Tally::clicks).toArray());
  }

  static PositionClicks read(ArrayReader in) {
    int[] positions = in.ints("positions");
    long[] shown = in.longs("positions.shown");
    long[] clicks = in.longs("positions.clicks");
    SortedMap<Integer, Tally> read = new TreeMap<>();
    for (int p = 0; p < positions.length; p++) {
      read.put(positions[p], new Tally(shown[p], clicks[p]));
    }
    return new PositionClicks(read);
  }
}
