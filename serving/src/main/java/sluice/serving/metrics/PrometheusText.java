package sluice.serving.metrics;

import java.util.Map;

/** Writes a view in Prometheus' text format 0.0.4. One use; not thread-safe. */
public final class PrometheusText {
  /** The media type. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(16_384);

  private PrometheusText() {}

  /** Returns the text of a view. */
  public static String of(MetricsView view) {
    PrometheusText out = new PrometheusText();
    out.server(view);
    out.funnel(view.funnel());
    out.process(view.process());
    return out.text.toString();
  }

  private void server(MetricsView view) {
    family("sluice_bundle_info", "gauge", "The bundle that answers; always 1.");
    sample("sluice_bundle_info", labels("bundle", view.bundle()), 1);
    view.countsEnd()
        .ifPresent(end ->
            gauge(
                "sluice_counts_end_seconds",
                "Up to when counts and trends go, since 1970 UTC.",
                end / 1e3));
    family("sluice_requests_total", "counter", "Answers by call and status.");
    view.calls()
        .forEach((call, of) ->
            of.answers()
                .forEach((status, count) ->
                    sample(
                        "sluice_requests_total",
                        labels("call", call, "status", "" + status),
                        count)));
    family("sluice_request_seconds", "histogram", "From a request's arrival to its last byte.");
    view.calls()
        .forEach((call, of) -> histogram("sluice_request_seconds", "call", call, of.times()));
    gauge("sluice_waiting_requests", "Requests that wait for the funnel.", view.waiting());
    counter(
        "sluice_lost_threads_total", "Threads given up in a source that hung.", view.lostThreads());
    counter(
        "sluice_dropped_records_total",
        "Requests that could not be recorded for replay.",
        view.droppedRecords());
  }

  private void funnel(FunnelMetrics.View view) {
    family("sluice_stage_seconds", "histogram", "Time a request spends in a stage.");
    view.stages().forEach((name, of) -> histogram("sluice_stage_seconds", "stage", name, of));
    family("sluice_source_seconds", "histogram", "Time of a candidate source that answered.");
    view.sources().forEach((name, of) -> histogram("sluice_source_seconds", "source", name, of));
    family("sluice_sources_left_out_total", "counter", "Sources whose list did not count.");
    view.leftOut()
        .forEach((of, count) ->
            sample(
                "sluice_sources_left_out_total",
                labels("source", of.source(), "reason", of.reason()),
                count));
    counters("sluice_popular_slates_total", "Slates of popularity.", "reason", view.popular());
    counters("sluice_events_total", "Events by outcome.", "outcome", view.events());
    counters("sluice_events_marked_total", "Suspicious events by mark.", "mark", view.marks());
  }

  private void process(ProcessView view) {
    gauge("process_uptime_seconds", "Since the process began.", view.upSeconds());
    counter("process_cpu_seconds_total", "Processor time.", view.cpuSeconds());
    gauge("process_open_fds", "Open handles of files and sockets.", view.openFiles());
    gauge("jvm_threads_current", "Platform threads.", view.threads());
    family("jvm_memory_used_bytes", "gauge", "Memory in use.");
    sample("jvm_memory_used_bytes", labels("area", "heap"), view.heapBytes());
    sample("jvm_memory_used_bytes", labels("area", "nonheap"), view.otherBytes());
    gauge("jvm_memory_heap_max_bytes", "The most the heap may take.", view.heapMostBytes());
    counter("jvm_gc_collections_total", "Garbage collections.", view.collections());
    counter("jvm_gc_collection_seconds_total", "Time they took.", view.collectionSeconds());
  }

  private void family(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void gauge(String name, String help, Number value) {
    family(name, "gauge", help);
    sample(name, "", value);
  }

  private void counter(String name, String help, Number value) {
    family(name, "counter", help);
    sample(name, "", value);
  }

  private void counters(String name, String help, String label, Map<String, Long> counts) {
    family(name, "counter", help);
    counts.forEach((value, count) -> sample(name, labels(label, value), count));
  }

  private void histogram(String name, String label, String value, Histogram.Snapshot of) {
    for (Histogram.Bucket bucket : of.buckets()) {
      String bound = number(bucket.seconds());
      sample(name + "_bucket", labels(label, value, "le", bound), bucket.count());
    }
    sample(name + "_sum", labels(label, value), of.sum());
    sample(name + "_count", labels(label, value), of.count());
  }

  private void sample(String name, String labels, Number value) {
    text.append(name).append(labels).append(' ').append(number(value)).append('\n');
  }

  private static String number(Number value) {
    return Double.isInfinite(value.doubleValue()) ? "+Inf" : value.toString();
  }

  private static String labels(String... pairs) {
    StringBuilder labels = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      labels.append(i == 0 ? "" : ",").append(pairs[i]).append("=\"");
      labels.append(pairs[i + 1].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      labels.append('"');
    }
    return labels.append('}').toString();
  }
}
