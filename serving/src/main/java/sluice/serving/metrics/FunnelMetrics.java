package sluice.serving.metrics;

import java.util.Locale;
import java.util.SortedMap;
import sluice.serving.feedback.Receipt;
import sluice.serving.funnel.SourceOutcome;
import sluice.serving.funnel.Trace;

/**
 * What the recommender did: times by stage and source, what was left out, events by outcome. Safe
 * for use by many threads.
 */
public final class FunnelMetrics {
  private final Timed stages = new Timed();
  private final Timed sources = new Timed();
  private final Counters<LeftOut> leftOut = new Counters<>();
  private final Counters<String> popular = new Counters<>();
  private final Counters<String> events = new Counters<>();
  private final Counters<String> marks = new Counters<>();

  /**
   * A source whose list did not count.
   *
   * @param source its name
   * @param reason late, failed or skipped
   */
  public record LeftOut(String source, String reason) implements Comparable<LeftOut> {
    @Override
    public int compareTo(LeftOut other) {
      int bySource = source.compareTo(other.source);
      return bySource == 0 ? reason.compareTo(other.reason) : bySource;
    }
  }

  /** Counts one way through the funnel, and returns it. */
  public Trace ran(Trace trace) {
    long all = 0;
    for (SourceOutcome outcome : trace.sources()) {
      all += outcome.nanos();
      if (outcome.status() == SourceOutcome.Status.ANSWERED) {
        sources.add(outcome.source(), outcome.nanos());
      } else {
        String reason = outcome.status().name().toLowerCase(Locale.ROOT);
        leftOut.add(new LeftOut(outcome.source(), reason));
      }
    }
    stages.add("sources", all);
    stages.add("fusion", trace.nanos().fusion());
    stages.add("features", trace.nanos().features());
    stages.add("ranking", trace.nanos().ranking());
    stages.add("reranking", trace.nanos().reranking());
    if (trace.popular()) {
      popular.add("nothing");
    }
    return trace;
  }

  /** Counts a slate of popularity because the deadline passed. */
  public void tooLate() {
    popular.add("late");
  }

  /** Counts what became of events. */
  public void received(Receipt receipt) {
    for (Receipt.Result result : receipt.results()) {
      events.add(result.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      if (result.outcome() == Receipt.Outcome.STORED) {
        result
            .stored()
            .ifPresent(stored ->
                stored.marks().forEach(mark -> marks.add(mark.name().toLowerCase(Locale.ROOT))));
      }
    }
  }

  /** Counts a call to the store that was turned away because too much waited. */
  public void storeBusy() {
    events.add("busy");
  }

  /** Counts a call to the store that failed because the database cannot be used. */
  public void storeUnavailable() {
    events.add("unavailable");
  }

  /** Returns what was counted so far. */
  public View view() {
    return new View(
        stages.snapshots(),
        sources.snapshots(),
        leftOut.sums(),
        popular.sums(),
        events.sums(),
        marks.sums());
  }

  /**
   * All at one moment.
   *
   * @param stages how long sources (all together), fusion, features, ranking, reranking took
   * @param sources how long each source took that answered
   * @param leftOut how often a source's list did not count
   * @param popular how many slates were popularity, by reason: late, or nothing where the funnel
   *     brought nothing
   * @param events how many, by outcome; busy and unavailable count calls to the store, and slates
   *     that could not be kept
   * @param marks how many stored events are marked as suspicious, by mark; one may have several
   */
  public record View(
      SortedMap<String, Histogram.Snapshot> stages,
      SortedMap<String, Histogram.Snapshot> sources,
      SortedMap<LeftOut, Long> leftOut,
      SortedMap<String, Long> popular,
      SortedMap<String, Long> events,
      SortedMap<String, Long> marks) {}
}
