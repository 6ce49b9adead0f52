package sluice.serving.live;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The one clock of a server, and how far behind it features are read.
 *
 * <p>All that a server says and stores is dated by the wall clock. Features, histories and what is
 * available are read at the time of the request, too, unless the bundle's data ended long ago, as
 * that of the built-in sample: then everything would look stale, and they are read as of the data's
 * end and go on from there as time passes. Safe for use by many threads.
 */
public final class ServerClock {
  /** A longer hole between the data's end and what comes next makes {@link Mode#AUTO} go behind. */
  public static final long STALE_MILLIS = 30L * 86_400_000;

  /** At what time features are read for requests that do not say. */
  public enum Mode {
    /** As of the data's end where a hole of more than 30 days follows it, else now. */
    AUTO,
    /** Now. */
    SYSTEM,
    /** As of the data's end. */
    DATA
  }

  private final Mode mode;
  private final LongSupplier millis;
  private long dataEnd = Long.MAX_VALUE;
  private volatile long behind;

  private ServerClock(Mode mode, LongSupplier millis) {
    this.mode = mode;
    this.millis = millis;
  }

  /** Returns the wall clock. */
  public static ServerClock of(Mode mode) {
    return new ServerClock(mode, System::currentTimeMillis);
  }

  /** Returns a clock for tests. */
  public static ServerClock of(Mode mode, LongSupplier millis) {
    return new ServerClock(mode, millis);
  }

  /** Returns a clock for tests, with features of now. */
  public static ServerClock of(LongSupplier millis) {
    return of(Mode.SYSTEM, millis);
  }

  /**
   * Takes a bundle's data. One that ends where the last one did changes nothing.
   *
   * @param end of the data, {@link Long#MAX_VALUE} where it has none
   * @param next the first action that is stored from there on
   */
  synchronized void serve(long end, OptionalLong next) {
    if (end == dataEnd) {
      return;
    }
    dataEnd = end;
    long now = millis();
    boolean hole = end != Long.MAX_VALUE && next.orElse(now) - end > STALE_MILLIS;
    behind =
        end == Long.MAX_VALUE || mode == Mode.SYSTEM || (mode == Mode.AUTO && !hole)
            ? 0
            : now - end;
  }

  /** Returns the time, milliseconds since 1970 UTC. */
  public long millis() {
    return millis.getAsLong();
  }

  /** Returns the time at which features are read now. */
  public long featureMillis() {
    return millis() - behind;
  }

  /** Returns by how much features are read behind the clock, in milliseconds; 0 for not at all. */
  public long behind() {
    return behind;
  }
}
