package sluice.serving.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sluice.serving.live.Recommender;
import sluice.serving.metrics.CallMetrics;
import sluice.serving.metrics.MetricsHistory;
import sluice.serving.metrics.MetricsView;
import sluice.serving.metrics.ProcessView;
import sluice.serving.metrics.PrometheusText;

/**
 * Counts what the server answers, and tells. A call is named as in the OpenAPI document, anything
 * else is {@code other}: no path, no user and no item becomes a label. Safe for use by many
 * threads.
 */
final class Metrics implements AutoCloseable {
  private static final String OTHER = "other";

  private final Recommender recommender;
  private final OpenApi openApi;
  private final CallMetrics calls = new CallMetrics();
  private final MetricsHistory history = new MetricsHistory();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("metrics").daemon().factory());

  Metrics(Recommender recommender, OpenApi openApi) {
    this.recommender = recommender;
    this.openApi = openApi;
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
    return new MetricsHistory.Moment(System.nanoTime(), view());
  }

  /** Returns all that is counted. */
  MetricsView view() {
    return new MetricsView(
        recommender.bundle().manifest().id(),
        recommender.countsEnd(),
        calls.view(),
        recommender.metrics().view(),
        recommender.waiting(),
        recommender.lostThreads(),
        recommender.droppedRecords(),
        ProcessView.now());
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
    response.header(HeaderNames.CONTENT_TYPE, PrometheusText.MEDIA_TYPE);
    response.send(PrometheusText.of(view()).getBytes(StandardCharsets.UTF_8));
  }
}
