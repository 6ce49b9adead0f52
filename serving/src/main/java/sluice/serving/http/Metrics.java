package sluice.serving.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sluice.serving.live.Recommender;
import sluice.serving.metrics.CallMetrics;
import sluice.serving.metrics.MetricsHistory;
import sluice.serving.metrics.MetricsView;

/**
 * Counts what the server answers, and tells. A call is named as in the OpenAPI document, anything
 * else is {@code other}: no path, no user and no item becomes a label. Safe for use by many
 * threads.
 */
final class Metrics implements AutoCloseable {
  private static final String OTHER = "other";
  private static final PrometheusTextFormatWriter TEXT = PrometheusTextFormatWriter.create();

  private final Recommender recommender;
  private final OpenApi openApi;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final CallMetrics calls = new CallMetrics(registry);
  private final MetricsHistory history = new MetricsHistory();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("metrics").daemon().factory());

  Metrics(Recommender recommender, OpenApi openApi) {
    this.recommender = recommender;
    this.openApi = openApi;
    recommender.metrics().register(registry);
    gauges();
    JvmMetrics.builder().register(registry);
  }

  /** Looks every few seconds from now on, until it is closed. */
  Metrics watch() {
    var _ =
        watch.scheduleAtFixedRate(
            () -> history.add(now()), 0, MetricsHistory.EVERY, TimeUnit.SECONDS);
    return this;
  }

  /** Returns what was counted lately. */
  MetricsHistory history() {
    return history;
  }

  /** Returns all that is counted, with the moment. */
  MetricsHistory.Moment now() {
    return new MetricsHistory.Moment(System.nanoTime(), new MetricsView(registry.scrape()));
  }

  private void gauges() {
    // of another bundle after each reload
    registry.register(
        (Collector)
            () ->
                InfoSnapshot.builder()
                    .name(MetricsView.BUNDLE)
                    .help("The bundle that answers; always 1.")
                    .dataPoint(
                        InfoDataPointSnapshot.builder()
                            .labels(Labels.of("bundle", recommender.bundle().manifest().id()))
                            .build())
                    .build());
    GaugeWithCallback.builder()
        .name(MetricsView.COUNTS_END)
        .help("Up to when counts and trends go, since 1970 UTC.")
        .callback(to -> recommender.countsEnd().ifPresent(end -> to.call(end / 1e3)))
        .register(registry);
    GaugeWithCallback.builder()
        .name(MetricsView.WAITING)
        .help("Requests that wait for the funnel.")
        .callback(to -> to.call(recommender.waiting()))
        .register(registry);
    CounterWithCallback.builder()
        .name(MetricsView.LOST_THREADS)
        .help("Threads given up in a source that hung.")
        .callback(to -> to.call(recommender.lostThreads()))
        .register(registry);
    CounterWithCallback.builder()
        .name("sluice_dropped_records")
        .help("Requests that could not be recorded for replay.")
        .callback(to -> to.call((double) recommender.droppedRecords()))
        .register(registry);
  }

  /** Counts a request when its response is sent. */
  void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long start = System.nanoTime();
    String call =
        openApi.call(request.prologue().method().text(), request.path().path()).orElse(OTHER);
    response.whenSent(
        () -> calls.answered(call, response.status().code(), System.nanoTime() - start));
    chain.proceed();
  }

  /** Counts what was refused before any filter saw it. */
  void refused(int status) {
    calls.refused(OTHER, status);
  }

  /** Stops looking. */
  @Override
  public void close() {
    watch.shutdownNow();
  }

  /** Answers with all that is counted, for Prometheus. */
  void send(ServerRequest request, ServerResponse response) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(16_384);
    try {
      TEXT.write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    response.header(HeaderNames.CONTENT_TYPE, TEXT.getContentType());
    response.send(text.toByteArray());
  }
}
