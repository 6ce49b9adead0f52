package sluice.serving.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import sluice.funnel.SourceOutcome;
import sluice.funnel.Trace;
import sluice.serving.feedback.Receipt;

/**
 * What the recommender did: times by stage and source, what was left out, events by outcome. Safe
 * for use by many threads.
 */
public final class FunnelMetrics {
  /** Times by stage: sources (all together), fusion, features, ranking, reranking. */
  public static final String STAGES = "sluice_stage_seconds";

  /** Times by source, of those that answered. */
  public static final String SOURCES = "sluice_source_seconds";

  /** How often a source's list did not count, by source and reason: late, failed, skipped. */
  public static final String LEFT_OUT = "sluice_sources_left_out";

  /** Slates of popularity, by reason: late, or nothing where the funnel brought nothing. */
  public static final String POPULAR = "sluice_popular_slates";

  /**
   * Events by outcome; busy and unavailable count calls to the store, and slates that could not be
   * kept.
   */
  public static final String EVENTS = "sluice_events";

  /** Stored events that are marked as suspicious, by mark; one may have several. */
  public static final String MARKED = "sluice_events_marked";

  private final Histogram stages =
      Meters.seconds(STAGES, "Time a request spends in a stage.", "stage");
  private final Histogram sources =
      Meters.seconds(SOURCES, "Time of a candidate source that answered.", "source");
  private final Counter leftOut =
      Meters.counter(LEFT_OUT, "Sources whose list did not count.", "source", "reason");
  private final Counter popular = Meters.counter(POPULAR, "Slates of popularity.", "reason");
  private final Counter events = Meters.counter(EVENTS, "Events by outcome.", "outcome");
  private final Counter marks = Meters.counter(MARKED, "Suspicious events by mark.", "mark");

  /** Lets a registry read what is counted. */
  public void register(PrometheusRegistry registry) {
    List.of(stages, sources, leftOut, popular, events, marks).forEach(registry::register);
  }

  /** Counts one way through the funnel, and returns it. */
  public Trace ran(Trace trace) {
    long all = 0;
    for (SourceOutcome outcome : trace.sources()) {
      all += outcome.nanos();
      if (outcome.status() == SourceOutcome.Status.ANSWERED) {
        Meters.add(sources, outcome.source(), outcome.nanos());
      } else {
        String reason = outcome.status().name().toLowerCase(Locale.ROOT);
        leftOut.labelValues(outcome.source(), reason).inc();
      }
    }
    Meters.add(stages, "sources", all);
    Meters.add(stages, "fusion", trace.nanos().fusion());
    Meters.add(stages, "features", trace.nanos().features());
    Meters.add(stages, "ranking", trace.nanos().ranking());
    Meters.add(stages, "reranking", trace.nanos().reranking());
    if (trace.popular()) {
      count(popular, "nothing");
    }
    return trace;
  }

  /** Counts a slate of popularity because the deadline passed. */
  public void tooLate() {
    count(popular, "late");
  }

  /** Counts what became of events. */
  public void received(Receipt receipt) {
    for (Receipt.Result result : receipt.results()) {
      count(events, result.outcome().name().replace('_', '-'));
      if (result.outcome() == Receipt.Outcome.STORED) {
        result
            .stored()
            .ifPresent(stored -> stored.marks().forEach(mark -> count(marks, mark.name())));
      }
    }
  }

  /** Counts a call to the store that was turned away because too much waited. */
  public void storeBusy() {
    count(events, "busy");
  }

  /** Counts a call to the store that failed because the database cannot be used. */
  public void storeUnavailable() {
    count(events, "unavailable");
  }

  private static void count(Counter counter, String label) {
    counter.labelValues(label.toLowerCase(Locale.ROOT)).inc();
  }
}
