package sluice.serving.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Requests by call and status, and how long they took by call. Safe for use by many threads. */
public final class CallMetrics {
  private final Map<String, Counters<Integer>> statuses = new ConcurrentHashMap<>();
  private final Timed times = new Timed();

  /**
   * Counts an answer.
   *
   * @param call its name: one of a fixed few, nothing that a caller made up
   * @param status of the response
   * @param nanos from the request's arrival to its last byte
   */
  public void answered(String call, int status, long nanos) {
    refused(call, status);
    times.add(call, nanos);
  }

  /** Counts an answer that no time is known of. */
  public void refused(String call, int status) {
    Counters<Integer> counts = statuses.get(call);
    if (counts == null) {
      counts = statuses.computeIfAbsent(call, c -> new Counters<>());
    }
    counts.add(status);
  }

  /** Returns what was counted so far, by call. */
  public SortedMap<String, CallView> view() {
    SortedMap<String, CallView> all = new TreeMap<>();
    SortedMap<String, Histogram.Snapshot> taken = times.snapshots();
    Histogram.Snapshot none = new Histogram().snapshot();
    statuses.forEach((call, counts) ->
        all.put(call, new CallView(counts.sums(), taken.getOrDefault(call, none))));
    return all;
  }

  /**
   * One call.
   *
   * @param answers how many, by status
   * @param times how long they took
   */
  public record CallView(SortedMap<Integer, Long> answers, Histogram.Snapshot times) {}
}
