package sluice.features.tables;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Cumulative counts by entity and day, read as of a day by binary search: what an {@code ASOF JOIN}
 * gives, in memory.
 *
 * <p>Row r of entity e says what had been counted for e by the end of day r. Days on which nothing
 * happened have no row. A count over the w days before day d is {@code before(d) − before(d − w)}.
 * Immutable, safe for use by many threads. Memory: 4 bytes a row for the day and 4 or, where a sum
 * needs it, 8 for each measure.
 */
@SuppressWarnings(
    "EnumOrdinal") // flat arrays by measure on the hot path; the order is never stored
public final class AsOfCounts {
  private final int[] offsets;
  private final int[] days;
  private final int[][] ints;
  private final long[][] longs;

  private AsOfCounts(int[] offsets, int[] days, int[][] ints, long[][] longs) {
    this.offsets = offsets;
    this.days = days;
    this.ints = ints;
    this.longs = longs;
  }

  /**
   * Makes counts.
   *
   * @param offsets entities + 1 offsets into the rows
   * @param days per row, ascending within an entity
   * @param measures cumulative values by measure, one a row, never decreasing but for {@link
   *     CountColumn#WEIGHT} and {@link CountColumn#VALUE}; a measure that is left out reads as 0
   */
  public static AsOfCounts of(int[] offsets, int[] days, Map<CountColumn, long[]> measures) {
    int[][] ints = new int[CountColumn.values().length][0];
    long[][] longs = new long[CountColumn.values().length][0];
    measures.forEach((m, values) -> {
      if (values.length != days.length) {
        throw new IllegalArgumentException(m + " has " + values.length + " rows of " + days.length);
      }
      boolean narrow = Arrays.stream(values).allMatch(v -> v == (int) v);
      if (narrow) {
        int[] small = new int[values.length];
        Arrays.setAll(small, i -> (int) values[i]);
        ints[m.ordinal()] = small;
      } else {
        longs[m.ordinal()] = values;
      }
    });
    return new AsOfCounts(offsets, days, ints, longs);
  }

  /** Returns counts in which nothing was ever counted. */
  public static AsOfCounts none(int entities) {
    return of(new int[entities + 1], new int[0], Map.of());
  }

  /**
   * Returns the same counts without those of one entity, of which nothing was ever counted then.
   */
  public AsOfCounts without(int entity) {
    int from = offsets[entity];
    int to = offsets[entity + 1];
    int[] fewer = offsets.clone();
    for (int e = entity + 1; e < fewer.length; e++) {
      fewer[e] -= to - from;
    }
    int[][] fewerInts = new int[ints.length][];
    long[][] fewerLongs = new long[longs.length][];
    for (int m = 0; m < ints.length; m++) {
      int[] narrow = ints[m];
      long[] wide = longs[m];
      fewerInts[m] =
          IntStream.range(0, narrow.length)
              .filter(i -> i < from || i >= to)
              .map(i -> narrow[i])
              .toArray();
      fewerLongs[m] =
          IntStream.range(0, wide.length)
              .filter(i -> i < from || i >= to)
              .mapToLong(i -> wide[i])
              .toArray();
    }
    int[] fewerDays =
        IntStream.range(0, days.length)
            .filter(i -> i < from || i >= to)
            .map(i -> days[i])
            .toArray();
    return new AsOfCounts(fewer, fewerDays, fewerInts, fewerLongs);
  }

  /**
   * Returns these counts and, from there on, later ones: of each entity first the rows that are
   * here, then those of the other with what is here added to them. Both may have a row of one day
   * where this one ends and the other begins; those become one.
   *
   * @param later of the same entities, counted from 0
   * @throws IllegalArgumentException where an entity's later rows begin before its rows here end
   */
  public AsOfCounts then(AsOfCounts later) {
    if (later.entities() != entities()) {
      throw new IllegalArgumentException(
          "counts of " + entities() + " entities cannot go on with " + later.entities());
    }
    int[] nextOffsets = new int[offsets.length];
    int[] nextDays = new int[rows() + later.rows()];
    int[] here = new int[nextDays.length];
    int[] there = new int[nextDays.length];
    int row = 0;
    for (int e = 0; e < entities(); e++) {
      for (int r = offsets[e]; r < offsets[e + 1]; r++) {
        nextDays[row] = days[r];
        here[row] = r;
        there[row++] = -1;
      }
      boolean any = offsets[e] < offsets[e + 1];
      for (int r = later.offsets[e]; r < later.offsets[e + 1]; r++) {
        if (any && later.days[r] < days[offsets[e + 1] - 1]) {
          throw new IllegalArgumentException("entity " + e + " goes on before it ends");
        }
        if (any && row > 0 && r == later.offsets[e] && later.days[r] == nextDays[row - 1]) {
          row--;
        }
        nextDays[row] = later.days[r];
        here[row] = any ? offsets[e + 1] - 1 : -1;
        there[row++] = r;
      }
      nextOffsets[e + 1] = row;
    }
    int rows = row;
    Map<CountColumn, long[]> measures = new EnumMap<>(CountColumn.class);
    for (CountColumn measure : CountColumn.values()) {
      if (has(measure) || later.has(measure)) {
        long[] values = new long[rows];
        Arrays.setAll(values, r -> at(measure, here[r]) + later.at(measure, there[r]));
        measures.put(measure, values);
      }
    }
    return of(nextOffsets, Arrays.copyOf(nextDays, rows), measures);
  }

  private boolean has(CountColumn measure) {
    return ints[measure.ordinal()].length > 0 || longs[measure.ordinal()].length > 0;
  }

  /**
   * Returns the same counts among more entities, of the others of which nothing was counted.
   *
   * @param entityOf which entity each one here is there, ascending; −1 for one that is left out
   * @param size how many entities there are
   */
  public AsOfCounts among(int[] entityOf, int size) {
    if (entityOf.length != entities()) {
      throw new IllegalArgumentException(entityOf.length + " places for " + entities());
    }
    AsOfCounts kept = this;
    int[] wide = new int[size + 1];
    int last = -1;
    for (int e = 0; e < entityOf.length; e++) {
      if (entityOf[e] < 0) {
        kept = kept.without(e);
      } else if (entityOf[e] <= last) {
        throw new IllegalArgumentException("entities are to be in ascending order");
      } else {
        last = entityOf[e];
        wide[last + 1] = offsets[e + 1] - offsets[e];
      }
    }
    Arrays.parallelPrefix(wide, Integer::sum);
    return new AsOfCounts(wide, kept.days, kept.ints, kept.longs);
  }

  /** Writes the counts. */
  public void write(String name, ArrayWriter out) {
    out.ints(name + ".offsets", offsets).ints(name + ".days", days);
    for (CountColumn measure : CountColumn.values()) {
      int m = measure.ordinal();
      out.ints(name + "." + measure.column(), ints[m]);
      out.longs(name + "." + measure.column() + ".long", longs[m]);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static AsOfCounts read(String name, ArrayReader in) {
    int[] offsets = in.ints(name + ".offsets");
    int[] days = in.ints(name + ".days");
    int[][] ints = new int[CountColumn.values().length][];
    long[][] longs = new long[CountColumn.values().length][];
    for (CountColumn measure : CountColumn.values()) {
      ints[measure.ordinal()] = in.ints(name + "." + measure.column());
      longs[measure.ordinal()] = in.longs(name + "." + measure.column() + ".long");
    }
    return new AsOfCounts(offsets, days, ints, longs);
  }

  /** Returns the number of entities. */
  public int entities() {
    return offsets.length - 1;
  }

  /** Returns the number of rows. */
  public int rows() {
    return days.length;
  }

  /**
   * Returns the last row of an entity whose day is before the given one, −1 where there is none.
   */
  public int row(int entity, int day) {
    int low = offsets[entity];
    int high = offsets[entity + 1];
    if (low == high || days[low] >= day) {
      return -1;
    }
    if (days[high - 1] < day) {
      return high - 1;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (days[middle] < day) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns a measure at a row that {@link #row} gave; 0 for −1. */
  public long at(CountColumn measure, int row) {
    if (row < 0) {
      return 0;
    }
    int m = measure.ordinal();
    return ints[m].length > 0 ? ints[m][row] : longs[m].length > 0 ? longs[m][row] : 0;
  }

  /** Returns the day of a row. */
  public int day(int row) {
    return days[row];
  }

  /** Returns what was counted on all days before the given one. */
  public long before(CountColumn measure, int entity, int day) {
    return at(measure, row(entity, day));
  }

  /** Returns what was counted on the {@code width} days before the given one. */
  public long window(CountColumn measure, int entity, int day, int width) {
    return before(measure, entity, day) - before(measure, entity, day - width);
  }

  /** Returns the first day of an entity if it is before the given one, else the given one. */
  public int firstDay(int entity, int day) {
    int first = offsets[entity];
    return first < offsets[entity + 1] ? Math.min(days[first], day) : day;
  }
}
