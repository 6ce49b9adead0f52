package sluice.candidates.source;

import sluice.core.FittingPart;
import sluice.core.Interactions;

/**
 * What an interaction counts: its weight where that is above 0, within a window of days before the
 * part's end, times 2^(−age / half-life).
 *
 * <p>Where the part's times mean nothing, window and half-life are left out. Immutable.
 *
 * @param rows the interactions
 * @param timed whether their times mean something
 * @param end of the part, milliseconds since 1970 UTC
 * @param windowDays how far back is counted, infinite for all of it
 * @param halfLifeDays after how many days an interaction counts half, infinite for never
 */
record Counting(
    Interactions rows, boolean timed, long end, double windowDays, double halfLifeDays) {
  static final double DAY = 86_400_000;

  static Counting of(FittingPart part, double windowDays, double halfLifeDays) {
    return new Counting(part.interactions(), part.timed(), end(part), windowDays, halfLifeDays);
  }

  /** Returns what a row counts, 0 for nothing. */
  double weight(int row) {
    double weight = rows.weight(row);
    if (!(weight > 0)) {
      return 0;
    }
    double days = timed ? (end - rows.time(row)) / DAY : 0;
    return days <= windowDays ? weight * Math.pow(2, -days / halfLifeDays) : 0;
  }

  /** The end of a part: its as-of time, or just after its last interaction where it has none. */
  static long end(FittingPart part) {
    if (part.asOf() != Long.MAX_VALUE || part.interactions().size() == 0) {
      return part.asOf();
    }
    return part.interactions().time(part.interactions().size() - 1) + 1;
  }
}
