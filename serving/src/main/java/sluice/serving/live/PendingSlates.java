package sluice.serving.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sluice.serving.feedback.Shown;

/**
 * Slates that stand in pages which no browser has shown yet: in memory, up to {@value #MOST}, then
 * the oldest go. Safe for use by many threads.
 */
final class PendingSlates {
  static final int MOST = 2_000;

  private final Map<String, Shown> byRequest = new LinkedHashMap<>();

  synchronized void add(Shown slate) {
    byRequest.put(slate.requestId(), slate);
    if (byRequest.size() > MOST) {
      byRequest.remove(byRequest.keySet().iterator().next());
    }
  }

  /** Takes out a user's slate, to be stored; empty where it is not there. */
  synchronized Optional<Shown> take(String requestId, String user) {
    Optional<Shown> slate =
        Optional.ofNullable(byRequest.get(requestId)).filter(s -> s.user().equals(user));
    slate.ifPresent(s -> byRequest.remove(requestId));
    return slate;
  }

  /** Drops a user's slates. */
  synchronized void forget(String user) {
    byRequest.values().removeIf(s -> s.user().equals(user));
  }
}
