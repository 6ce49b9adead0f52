package sluice.serving.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Holds each caller to its limits: a token bucket and a count of what runs. The {@value #MOST}
 * callers that were heard of last are remembered; who is forgotten begins with a full bucket. Safe
 * for use by many threads.
 */
final class Callers {
  static final int MOST = 10_000;

  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<String, Caller> callers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Caller> eldest) {
          return size() > MOST;
        }
      };

  private static final class Caller {
    private final TokenBucket bucket;
    private int running;

    Caller(TokenBucket bucket) {
      this.bucket = bucket;
    }
  }

  /**
   * Knows no one yet.
   *
   * @param nanos a clock that never steps back
   */
  Callers(Limits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  /** Takes a token and returns 0, or has none and returns after how many seconds to ask. */
  synchronized long ask(String name) {
    if (limits.perKey() == 0) {
      return 0;
    }
    long wait = caller(name).bucket.take(nanos.getAsLong());
    return (wait + 999_999_999) / 1_000_000_000;
  }

  /** Lets a request in, or not, where as many of its caller run as may. */
  synchronized boolean enter(String name) {
    if (limits.concurrent() == 0) {
      return true;
    }
    Caller caller = caller(name);
    if (caller.running >= limits.concurrent()) {
      return false;
    }
    caller.running++;
    return true;
  }

  private Caller caller(String name) {
    return callers.computeIfAbsent(
        name,
        n -> new Caller(new TokenBucket(limits.perKey(), limits.capacity(), nanos.getAsLong())));
  }

  /** Ends a request that was let in. */
  synchronized void leave(String name) {
    Caller caller = callers.get(name);
    if (caller != null && caller.running > 0) {
      caller.running--;
    }
  }
}
