package sluice.serving.live;

import java.util.function.LongSupplier;

/**
 * What time it is for requests that do not say: the wall clock's, or that of the data.
 *
 * <p>On data that ended long ago, the built-in sample say, the wall clock would make everything
 * look stale: histories years old, items no longer available. {@link #ofData} therefore starts
 * where the data ends and goes on from there as time passes.
 */
public final class ServerClock {
  /** Data that ended longer ago than this is served by its own clock unless told otherwise. */
  public static final long STALE_MILLIS = 30L * 86_400_000;

  private final LongSupplier millis;
  private final boolean data;

  private ServerClock(LongSupplier millis, boolean data) {
    this.millis = millis;
    this.data = data;
  }

  /** Returns the wall clock. */
  public static ServerClock system() {
    return new ServerClock(System::currentTimeMillis, false);
  }

  /** Returns a clock that shows {@code dataEnd} now. */
  public static ServerClock ofData(long dataEnd) {
    long start = System.nanoTime();
    return new ServerClock(() -> dataEnd + (System.nanoTime() - start) / 1_000_000, true);
  }

  /** Returns a clock for tests. */
  public static ServerClock of(LongSupplier millis) {
    return new ServerClock(millis, false);
  }

  /** Returns the data's clock where the data ended long ago, else the wall clock. */
  public static ServerClock forData(long dataEnd) {
    boolean stale =
        dataEnd != Long.MAX_VALUE && System.currentTimeMillis() - dataEnd > STALE_MILLIS;
    return stale ? ofData(dataEnd) : system();
  }

  /** Returns the time, milliseconds since 1970 UTC. */
  public long millis() {
    return millis.getAsLong();
  }

  /** Says whether this is the data's clock. */
  public boolean ofDataItself() {
    return data;
  }
}
