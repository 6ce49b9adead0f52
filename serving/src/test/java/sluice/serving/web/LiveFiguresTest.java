package sluice.serving.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.text.NumberText;
import sluice.serving.metrics.CallMetrics;
import sluice.serving.metrics.FunnelMetrics;
import sluice.serving.metrics.MetricsHistory;
import sluice.serving.metrics.MetricsView;

/** What the live page says of the counters. */
class LiveFiguresTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final MetricsHistory history = new MetricsHistory();
  private final CallMetrics calls = new CallMetrics(registry);
  private final FunnelMetrics funnel = new FunnelMetrics();
  private long seconds;

  LiveFiguresTest() {
    funnel.register(registry);
    Info bundle = Info.builder().name("sluice_bundle_info").labelNames("bundle").register(registry);
    bundle.setLabelValues("b");
    JvmMetrics.builder().register(registry);
  }

  @Test
  void aServerThatNobodyAskedYetHasNoFiguresAndNoAlarm() {
    LiveFigures figures = figures();
    assertThat(figures.bundle()).isEqualTo("b");
    assertThat(figures.tiles()).noneMatch(LiveFigures.Tile::bad);
    assertThat(tile(figures, "Recommend, p99").value()).isEqualTo("–");
    assertThat(tile(figures, "Recommend, p99").more()).isEqualTo("not called within a minute");
    assertThat(table(figures, "Calls").lines()).isEmpty();
  }

  @Test
  void theLastMinuteIsToldApartFromAllSinceTheStart() {
    for (int i = 0; i < 100; i++) {
      calls.answered("recommend", 200, 80_000_000);
    }
    pass(60);
    for (int i = 0; i < 60; i++) {
      calls.answered("recommend", 200, 900_000);
    }
    LiveFigures figures = figures();
    assertThat(line(figures, "Calls", "recommend").cells().subList(0, 2))
        .containsExactly("60", "0.75");
    assertThat(line(figures, "Calls", "recommend").cells().subList(4, 5)).containsExactly("160");
    assertThat(tile(figures, "Requests").value()).isEqualTo("1.00");
    assertThat(tile(figures, "Requests").more()).isEqualTo("160 since the start");
  }

  @Test
  void faultsAreToldByClassAndStandOutForAMinute() {
    for (int status : new int[] {200, 404, 400, 429, 503, 500}) {
      calls.answered("recommend", status, 1_000_000);
    }
    funnel.tooLate();
    LiveFigures figures = figures();
    assertThat(line(figures, "Answers", "answered").cells()).containsExactly("1", "1");
    assertThat(line(figures, "Answers", "asked wrongly (4xx)").cells()).containsExactly("2", "2");
    assertThat(line(figures, "Answers", "turned away (429, 503)").cells())
        .containsExactly("2", "2");
    assertThat(line(figures, "Answers", "failed (5xx)")).matches(LiveFigures.Line::bad);
    assertThat(line(figures, "Cut short", "slates of popularity: no time"))
        .matches(LiveFigures.Line::bad);
    assertThat(tile(figures, "Failed")).matches(LiveFigures.Tile::bad);
    pass(60);
    figures = figures();
    assertThat(line(figures, "Answers", "failed (5xx)").cells()).containsExactly("0", "1");
    assertThat(tile(figures, "Failed").bad()).isFalse();
  }

  @Test
  void numbersAreWrittenShort() {
    assertThat(Figures.rate(0)).isEqualTo("0.00");
    assertThat(Figures.rate(9.994)).isEqualTo("9.99");
    assertThat(Figures.rate(42.04)).isEqualTo("42.0");
    assertThat(Figures.rate(1234.5)).isEqualTo("1,235");
    assertThat(Figures.milliseconds(.0123)).isEqualTo("12.3");
    assertThat(NumberText.percent(.0123)).isEqualTo("1.2 %");
    assertThat(List.of(7, 61, 3_700, 100_000).stream().map(s -> Figures.span(s)))
        .containsExactly("7 s", "1 min 1 s", "1 h 1 min", "1 d 3 h");
  }

  @Test
  void aLineEndsAtTheRightAndItsGreatestValueIsOnTop() {
    assertThat(Sparkline.of(new double[] {4}).points()).isEmpty();
    assertThat(Sparkline.of(new double[] {0, 4, 2}).points())
        .isEqualTo("115.9,27.0 118.0,1.0 120.0,14.0");
    assertThat(Sparkline.of(new double[] {0, 0}).points()).isEqualTo("118.0,27.0 120.0,27.0");
  }

  private void pass(int more) {
    history.add(now());
    seconds += more;
  }

  private LiveFigures figures() {
    if (history.moments().isEmpty()) {
      history.add(new MetricsHistory.Moment(0, new MetricsView(new PrometheusRegistry().scrape())));
    }
    return LiveFigures.of(history, now());
  }

  private MetricsHistory.Moment now() {
    return new MetricsHistory.Moment(seconds * 1_000_000_000L, new MetricsView(registry.scrape()));
  }

  private static LiveFigures.Tile tile(LiveFigures figures, String name) {
    return figures.tiles().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static LiveFigures.Table table(LiveFigures figures, String name) {
    return figures.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static LiveFigures.Line line(LiveFigures figures, String table, String name) {
    return table(figures, table).lines().stream()
        .filter(l -> l.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
