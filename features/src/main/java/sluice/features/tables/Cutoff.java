package sluice.features.tables;

import java.time.Duration;

/**
 * Which data a request may read: what happened before its time less a lag, and not after the end of
 * the fitting part.
 *
 * <p>Let t be the request's time less the lag, at most the part's end. Exact readers (tags) take
 * what is strictly before t; readers of day snapshots take the UTC days that ended before the day
 * of t began. So a count never holds anything of the request's own day, and windows end where the
 * data ends when a request comes later than that. Immutable.
 */
public final class Cutoff {
  private static final long DAY = 86_400_000L;
  private final long lagMillis;
  private final long end;
  private final boolean timed;

  private Cutoff(long lagMillis, long end, boolean timed) {
    this.lagMillis = lagMillis;
    this.end = end;
    this.timed = timed;
  }

  /**
   * Makes a cutoff.
   *
   * @param lag 0 or more
   * @param end the fitting part's {@code asOf}, {@link Long#MAX_VALUE} for none
   * @param timed where false everything in the fitting part may be read
   */
  public static Cutoff of(Duration lag, long end, boolean timed) {
    if (lag.isNegative()) {
      throw new IllegalArgumentException("a lag below 0 would read the future: " + lag);
    }
    return new Cutoff(lag.toMillis(), end, timed);
  }

  /** Makes a cutoff that reads into the future, for tests that must notice it. */
  static Cutoff broken(Duration ahead) {
    return new Cutoff(-ahead.toMillis(), Long.MAX_VALUE, true);
  }

  /** Returns the end after which nothing is read, {@link Long#MAX_VALUE} for none. */
  public long end() {
    return end;
  }

  /** Returns the time before which data may be read. */
  public long time(long requestTime) {
    return timed ? Math.min(requestTime - lagMillis, end) : Long.MAX_VALUE;
  }

  /** Returns the UTC day before which whole days may be read, as days since 1970. */
  public int day(long requestTime) {
    return timed ? dayOf(time(requestTime)) : Integer.MAX_VALUE;
  }

  /** Returns the UTC day of a time, as days since 1970. */
  public static int dayOf(long time) {
    return Math.clamp(Math.floorDiv(time, DAY), Integer.MIN_VALUE / 2, Integer.MAX_VALUE / 2);
  }
}
