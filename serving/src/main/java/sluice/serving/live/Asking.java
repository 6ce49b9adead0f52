package sluice.serving.live;

import java.util.Set;

/**
 * Makes queries ready: who asks, at what time, after what history, and what must not come. Safe for
 * use by many threads.
 */
final class Asking {
  private final LiveHistories histories;
  private final Set<String> forgotten;
  private final ServerClock clock;

  /** Reads a set that others write. */
  Asking(LiveHistories histories, Set<String> forgotten, ServerClock clock) {
    this.histories = histories;
    this.forgotten = forgotten;
    this.clock = clock;
  }

  /** Makes a query ready, under a request id of its own. */
  Asked ask(Generation now, Query query) {
    String requestId = RequestIds.next();
    String user = query.user().orElse("visitor-" + requestId);
    boolean base = !forgotten.contains(user);
    long behind = clock.behind();
    long clockTime = clock.millis() - behind;
    long before = query.time().orElse(Long.MAX_VALUE);
    LiveHistories.Known known =
        histories.before(now.part(), now.weights(), user, base, before, clockTime);
    // a clock that stepped back does not take an event out of the past
    long after = known.rows().last() == Long.MIN_VALUE ? Long.MIN_VALUE : known.rows().last() + 1;
    long time = query.time().orElseGet(() -> Math.max(clockTime, after));
    return new Asked(
        query,
        Prepared.of(now, requestId, user, known, query, time),
        query.time().orElse(time + behind),
        clockTime,
        known.sequence(),
        base);
  }

  /** Returns what is known of a user now. */
  LiveHistories.Known known(Generation now, String user) {
    return histories.before(
        now.part(),
        now.weights(),
        user,
        !forgotten.contains(user),
        Long.MAX_VALUE,
        clock.featureMillis());
  }
}
