package sluice.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Durations in buckets. */
class DurationsTest {
  private static final long MILLI = 1_000_000;

  @Test
  void aDurationOnABoundIsWithinIt() {
    Histogram histogram = histogram();
    Meters.add(histogram, "a", MILLI);
    Meters.add(histogram, "a", MILLI + 1);
    Durations snapshot = snapshot(histogram);
    assertThat(count(snapshot, 0.0005)).isZero();
    assertThat(count(snapshot, 0.001)).isEqualTo(1);
    assertThat(count(snapshot, 0.002)).isEqualTo(2);
    assertThat(snapshot.count()).isEqualTo(2);
    assertThat(snapshot.sum()).isCloseTo(0.002, within(1e-8));
  }

  @Test
  void whatIsLongerThanAllBoundsIsInTheLast() {
    Histogram histogram = histogram();
    Meters.add(histogram, "a", 3_600_000 * MILLI);
    assertThat(count(snapshot(histogram), 2.5)).isZero();
    assertThat(snapshot(histogram).buckets().getLast().seconds()).isInfinite();
    assertThat(snapshot(histogram).quantile(0.5)).isEqualTo(2.5);
  }

  @Test
  void quantilesAreLinearWithinABucket() {
    Histogram histogram = histogram();
    for (int i = 0; i < 99; i++) {
      Meters.add(histogram, "a", MILLI / 2 + 1);
    }
    Meters.add(histogram, "a", 90 * MILLI);
    Durations snapshot = snapshot(histogram);
    assertThat(snapshot.quantile(0.99)).isCloseTo(0.001, within(1e-9));
    assertThat(snapshot.quantile(0.495)).isCloseTo(0.00075, within(1e-9));
    assertThat(snapshot.quantile(1)).isCloseTo(0.1, within(1e-9));
    assertThat(snapshot(histogram()).quantile(0.5)).isZero();
    assertThat(snapshot(histogram()).count()).isZero();
  }

  @Test
  void nothingIsLostAmongThreads() throws InterruptedException {
    Histogram histogram = histogram();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 50_000; i++) {
                  Meters.add(histogram, "a", i % 20 * MILLI);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(snapshot(histogram).count()).isEqualTo(200_000);
    assertThat(snapshot(histogram).sum()).isCloseTo(1_900, within(1e-6));
  }

  private static Histogram histogram() {
    return Meters.seconds("test_seconds", "Of this test.", "name");
  }

  private static Durations snapshot(Histogram histogram) {
    return new MetricsView(MetricSnapshots.of(histogram.collect()))
        .times("test_seconds", "name", "a");
  }

  private static long count(Durations snapshot, double bound) {
    return snapshot.buckets().stream()
        .filter(b -> b.seconds() == bound)
        .findFirst()
        .orElseThrow()
        .count();
  }
}
