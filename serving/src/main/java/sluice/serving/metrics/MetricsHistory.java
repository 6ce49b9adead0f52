package sluice.serving.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the server counted at moments of the last five minutes, so that it can be told what happened
 * lately and not only since the start. Safe for use by many threads.
 */
public final class MetricsHistory {
  /** How many seconds lie between two moments. */
  public static final int EVERY = 5;

  private static final int KEPT = 61;

  private final Deque<Moment> moments = new ArrayDeque<>();

  /**
   * All counters at a moment.
   *
   * @param nanos of {@link System#nanoTime()}
   * @param view what was counted until then
   */
  public record Moment(long nanos, MetricsView view) {}

  /** Keeps a moment, later than all before. */
  public synchronized void add(Moment moment) {
    moments.addLast(moment);
    if (moments.size() > KEPT) {
      moments.removeFirst();
    }
  }

  /** Returns the moments that are kept, the oldest first. */
  public synchronized List<Moment> moments() {
    return List.copyOf(moments);
  }

  /**
   * Returns what happened until a moment.
   *
   * @param until the end of it
   * @param seconds how long it is; shorter where less is kept, and longer by up to {@value #EVERY}
   */
  public Period last(Moment until, int seconds) {
    Moment from = until;
    for (Moment moment : moments().reversed()) {
      from = moment;
      if (until.nanos() - moment.nanos() >= seconds * 1_000_000_000L) {
        break;
      }
    }
    return new Period(from, until);
  }
}
