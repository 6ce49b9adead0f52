package sluice.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sluice.core.RankedItems;
import sluice.funnel.SourceOutcome;
import sluice.funnel.SourceOutcome.Status;
import sluice.funnel.Trace;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.Receipt;
import sluice.serving.feedback.StoredAction;
import sluice.serving.feedback.Suspicion;

/** What is counted of the funnel, and how it is written. */
class FunnelMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @Test
  void sourcesThatAreLeftOutAreCountedByNameAndReason() {
    FunnelMetrics metrics = metrics();
    metrics.ran(trace(false, Status.ANSWERED, Status.LATE));
    metrics.ran(trace(false, Status.FAILED, Status.LATE));
    metrics.ran(trace(true, Status.SKIPPED, Status.ANSWERED));
    MetricsView view = view();
    assertThat(leftOut(view, "source 0", "failed")).isEqualTo(1);
    assertThat(leftOut(view, "source 0", "skipped")).isEqualTo(1);
    assertThat(leftOut(view, "source 1", "late")).isEqualTo(2);
    assertThat(view.sum(FunnelMetrics.LEFT_OUT)).isEqualTo(4);
    assertThat(view.times(FunnelMetrics.SOURCES, "source", "source 0").count()).isEqualTo(1);
    assertThat(view.times(FunnelMetrics.STAGES, "stage", "sources").sum()).isEqualTo(0.006);
    assertThat(view.times(FunnelMetrics.STAGES, "stage", "ranking").count()).isEqualTo(3);
    assertThat(counts(FunnelMetrics.POPULAR, "reason")).containsOnly(Map.entry("nothing", 1.0));
  }

  @Test
  void lateSlatesAndTroublesOfTheStoreAreCounted() {
    FunnelMetrics metrics = metrics();
    metrics.tooLate();
    metrics.storeBusy();
    metrics.storeBusy();
    metrics.storeUnavailable();
    assertThat(counts(FunnelMetrics.POPULAR, "reason")).containsEntry("late", 1.0);
    assertThat(counts(FunnelMetrics.EVENTS, "outcome"))
        .containsEntry("busy", 2.0)
        .containsEntry("unavailable", 1.0);
  }

  @Test
  void suspiciousEventsAreCountedByMarkWhenTheyAreStoredAndNotAgain() {
    FunnelMetrics metrics = metrics();
    Action action = new Action("e", "u", "i", "click", Optional.empty(), Float.NaN, 1);
    Optional<StoredAction> marked =
        Optional.of(new StoredAction(1, action, Set.of(Suspicion.BOT, Suspicion.BURST)));
    metrics.received(
        new Receipt(
            List.of(
                new Receipt.Result(Receipt.Outcome.STORED, marked),
                new Receipt.Result(Receipt.Outcome.DUPLICATE, marked),
                new Receipt.Result(Receipt.Outcome.CONFLICT, Optional.empty())),
            1));
    assertThat(counts(FunnelMetrics.EVENTS, "outcome"))
        .isEqualTo(Map.of("stored", 1.0, "duplicate", 1.0, "conflict", 1.0));
    assertThat(counts(FunnelMetrics.MARKED, "mark")).isEqualTo(Map.of("bot", 1.0, "burst", 1.0));
  }

  @Test
  void aNameWithQuotesIsEscapedInTheText() throws IOException {
    FunnelMetrics metrics = metrics();
    metrics.ran(
        new Trace(
            null,
            List.of(outcome("a \"b\" \\ c\nd", Status.FAILED)),
            null,
            null,
            new float[0],
            null,
            List.of(),
            null,
            new double[0],
            0,
            Optional.empty(),
            new Trace.Nanos(1, 1, 1, 1)));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    assertThat(text.toString(StandardCharsets.UTF_8))
        .contains(
            "sluice_sources_left_out_total{reason=\"failed\",source=\"a \\\"b\\\" \\\\ c\\nd\"}"
                + " 1.0\n")
        .contains("le=\"1.0E-4\"");
  }

  private FunnelMetrics metrics() {
    FunnelMetrics metrics = new FunnelMetrics();
    metrics.register(registry);
    return metrics;
  }

  private MetricsView view() {
    return new MetricsView(registry.scrape());
  }

  private Map<String, Double> counts(String meter, String label) {
    Map<String, Double> counts = new TreeMap<>();
    for (String value : view().values(meter, label)) {
      counts.put(value, view().sum(meter, label, value));
    }
    return counts;
  }

  private static double leftOut(MetricsView view, String source, String reason) {
    return view.sum(FunnelMetrics.LEFT_OUT, "source", source, "reason", reason);
  }

  private static Trace trace(boolean popular, Status... statuses) {
    List<SourceOutcome> outcomes =
        java.util.stream.IntStream.range(0, statuses.length)
            .mapToObj(i -> outcome("source " + i, statuses[i]))
            .toList();
    Trace.Nanos nanos = new Trace.Nanos(1_000, 2_000, 3_000, 4_000);
    return new Trace(
        null,
        outcomes,
        null,
        null,
        new float[0],
        null,
        List.of(),
        new RankedItems(new int[1], new float[1]),
        new double[0],
        popular ? 1 : 0,
        Optional.empty(),
        nanos);
  }

  private static SourceOutcome outcome(String source, Status status) {
    return new SourceOutcome(source, status, RankedItems.EMPTY, 1_000_000, "");
  }
}
