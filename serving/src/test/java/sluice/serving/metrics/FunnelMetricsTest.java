package sluice.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import sluice.core.RankedItems;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.Receipt;
import sluice.serving.feedback.StoredAction;
import sluice.serving.feedback.Suspicion;
import sluice.serving.funnel.SourceOutcome;
import sluice.serving.funnel.SourceOutcome.Status;
import sluice.serving.funnel.Trace;

/** What is counted of the funnel, and how it is written. */
class FunnelMetricsTest {
  @Test
  void sourcesThatAreLeftOutAreCountedByNameAndReason() {
    FunnelMetrics metrics = new FunnelMetrics();
    metrics.ran(trace(false, Status.ANSWERED, Status.LATE));
    metrics.ran(trace(false, Status.FAILED, Status.LATE));
    metrics.ran(trace(true, Status.SKIPPED, Status.ANSWERED));
    FunnelMetrics.View view = metrics.view();
    assertThat(view.leftOut())
        .containsOnly(
            java.util.Map.entry(new FunnelMetrics.LeftOut("source 0", "failed"), 1L),
            java.util.Map.entry(new FunnelMetrics.LeftOut("source 0", "skipped"), 1L),
            java.util.Map.entry(new FunnelMetrics.LeftOut("source 1", "late"), 2L));
    assertThat(view.sources().get("source 0").count()).isEqualTo(1);
    assertThat(view.stages().get("sources").sum()).isEqualTo(0.006);
    assertThat(view.stages().get("ranking").count()).isEqualTo(3);
    assertThat(view.popular()).containsOnly(java.util.Map.entry("nothing", 1L));
  }

  @Test
  void lateSlatesAndTroublesOfTheStoreAreCounted() {
    FunnelMetrics metrics = new FunnelMetrics();
    metrics.tooLate();
    metrics.storeBusy();
    metrics.storeBusy();
    metrics.storeUnavailable();
    assertThat(metrics.view().popular()).containsEntry("late", 1L);
    assertThat(metrics.view().events()).containsEntry("busy", 2L).containsEntry("unavailable", 1L);
  }

  @Test
  void suspiciousEventsAreCountedByMarkWhenTheyAreStoredAndNotAgain() {
    FunnelMetrics metrics = new FunnelMetrics();
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
    assertThat(metrics.view().events())
        .isEqualTo(java.util.Map.of("stored", 1L, "duplicate", 1L, "conflict", 1L));
    assertThat(metrics.view().marks()).isEqualTo(java.util.Map.of("bot", 1L, "burst", 1L));
  }

  @Test
  void aNameWithQuotesIsEscapedInTheText() {
    FunnelMetrics metrics = new FunnelMetrics();
    metrics.ran(
        new Trace(
            null,
            List.of(outcome("a \"b\" \\ c\nd", Status.FAILED)),
            null,
            null,
            new float[0],
            null,
            null,
            false,
            new Trace.Nanos(1, 1, 1, 1)));
    String text =
        PrometheusText.of(
            new MetricsView(
                "id",
                OptionalLong.of(1_500),
                new TreeMap<>(),
                metrics.view(),
                3,
                0,
                0,
                ProcessView.now()));
    assertThat(text)
        .contains(
            "sluice_sources_left_out_total{source=\"a \\\"b\\\" \\\\ c\\nd\",reason=\"failed\"}"
                + " 1\n")
        .contains("sluice_waiting_requests 3\n")
        .contains("sluice_counts_end_seconds 1.5\n")
        .contains("le=\"1.0E-4\"");
  }

  private static Trace trace(boolean popular, Status... statuses) {
    List<SourceOutcome> outcomes =
        java.util.stream.IntStream.range(0, statuses.length)
            .mapToObj(i -> outcome("source " + i, statuses[i]))
            .toList();
    Trace.Nanos nanos = new Trace.Nanos(1_000, 2_000, 3_000, 4_000);
    return new Trace(null, outcomes, null, null, new float[0], null, null, popular, nanos);
  }

  private static SourceOutcome outcome(String source, Status status) {
    return new SourceOutcome(source, status, RankedItems.EMPTY, 1_000_000, "");
  }
}
