package sluice.serving.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Requests by call and status, and how long they took by call. Safe for use by many threads. */
public final class CallMetrics {
  /** Answers, by call and status. */
  public static final String REQUESTS = "sluice_requests";

  /** Times, by call. */
  public static final String SECONDS = "sluice_request_seconds";

  private final Counter answers =
      Meters.counter(REQUESTS, "Answers by call and status.", "call", "status");
  private final Histogram times =
      Meters.seconds(SECONDS, "From a request's arrival to its last byte.", "call");

  /** Counts for anyone who reads a registry. */
  public CallMetrics(PrometheusRegistry registry) {
    registry.register(answers);
    registry.register(times);
  }

  /**
   * Counts an answer.
   *
   * @param call its name: one of a fixed few, nothing that a caller made up
   * @param status of the response
   * @param nanos from the request's arrival to its last byte
   */
  public void answered(String call, int status, long nanos) {
    refused(call, status);
    Meters.add(times, call, nanos);
  }

  /** Counts an answer that no time is known of. */
  public void refused(String call, int status) {
    answers.labelValues(call, Integer.toString(status)).inc();
  }
}
