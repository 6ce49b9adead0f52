package sluice.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

/** What happened lately, from counters that only grow. */
class MetricsHistoryTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final MetricsHistory history = new MetricsHistory();
  private final CallMetrics calls = new CallMetrics(registry);
  private final FunnelMetrics funnel = new FunnelMetrics();

  @Test
  void aPeriodHoldsOnlyWhatWasCountedInIt() {
    calls.answered("recommend", 200, 40 * MILLI);
    look(0);
    calls.answered("recommend", 200, MILLI);
    calls.answered("recommend", 503, MILLI);
    calls.answered("search", 400, MILLI);
    look(60);
    Period minute = history.last(at(61), 60);
    assertThat(minute.seconds()).isCloseTo(61, within(1e-9));
    assertThat(minute.answers(status -> true)).isEqualTo(3);
    assertThat(minute.answers(status -> status >= 400)).isEqualTo(2);
    assertThat(Period.answers(minute.to().view(), status -> true)).isEqualTo(4);
    assertThat(minute.call("recommend").count()).isEqualTo(2);
    assertThat(minute.call("recommend").quantile(1)).isCloseTo(.001, within(1e-9));
    assertThat(minute.call("search").count()).isEqualTo(1);
    assertThat(minute.call("people").count()).isZero();
  }

  @Test
  void aPeriodBeginsAtTheLatestMomentThatIsLongEnoughAgo() {
    for (int second = 0; second <= 100; second += MetricsHistory.EVERY) {
      look(second);
    }
    assertThat(history.last(at(103), 60).seconds()).isCloseTo(63, within(1e-9));
    assertThat(history.last(at(100), 60).seconds()).isCloseTo(60, within(1e-9));
  }

  @Test
  void aServerThatJustStartedHasAShorterPeriod() {
    assertThat(history.last(at(1), 60).seconds()).isPositive();
    look(0);
    assertThat(history.last(at(7), 60).seconds()).isCloseTo(7, within(1e-9));
  }

  @Test
  void whatIsOlderThanFiveMinutesIsLetGo() {
    for (int i = 0; i < 1000; i++) {
      look((long) i * MetricsHistory.EVERY);
    }
    assertThat(history.moments()).hasSize(61);
    assertThat(history.moments().getLast().nanos()).isEqualTo(999L * 5 * SECOND);
  }

  @Test
  void aCounterGrows() {
    funnel.register(registry);
    look(0);
    funnel.storeBusy();
    funnel.storeBusy();
    assertThat(history.last(at(5), 60).grew("sluice_events", "outcome", "busy")).isEqualTo(2);
  }

  private void look(long second) {
    history.add(at(second));
  }

  private MetricsHistory.Moment at(long second) {
    return new MetricsHistory.Moment(second * SECOND, new MetricsView(registry.scrape()));
  }
}
