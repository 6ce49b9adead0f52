package sluice.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Durations in buckets. */
class HistogramTest {
  private static final long MILLI = 1_000_000;

  @Test
  void aDurationOnABoundIsWithinIt() {
    Histogram histogram = new Histogram();
    histogram.add(MILLI);
    histogram.add(MILLI + 1);
    Histogram.Snapshot snapshot = histogram.snapshot();
    assertThat(count(snapshot, 0.0005)).isZero();
    assertThat(count(snapshot, 0.001)).isEqualTo(1);
    assertThat(count(snapshot, 0.002)).isEqualTo(2);
    assertThat(snapshot.count()).isEqualTo(2);
    assertThat(snapshot.sum()).isCloseTo(0.002, within(1e-8));
    assertThat(snapshot.mean()).isCloseTo(0.001, within(1e-8));
  }

  @Test
  void whatIsLongerThanAllBoundsIsInTheLast() {
    Histogram histogram = new Histogram();
    histogram.add(3_600_000 * MILLI);
    assertThat(count(histogram.snapshot(), 2.5)).isZero();
    assertThat(histogram.snapshot().buckets().getLast().seconds()).isInfinite();
    assertThat(histogram.snapshot().quantile(0.5)).isEqualTo(2.5);
  }

  @Test
  void quantilesAreLinearWithinABucket() {
    Histogram histogram = new Histogram();
    for (int i = 0; i < 99; i++) {
      histogram.add(MILLI / 2 + 1);
    }
    histogram.add(90 * MILLI);
    Histogram.Snapshot snapshot = histogram.snapshot();
    assertThat(snapshot.quantile(0.99)).isCloseTo(0.001, within(1e-9));
    assertThat(snapshot.quantile(0.495)).isCloseTo(0.00075, within(1e-9));
    assertThat(snapshot.quantile(1)).isCloseTo(0.1, within(1e-9));
    assertThat(new Histogram().snapshot().quantile(0.5)).isZero();
    assertThat(new Histogram().snapshot().mean()).isZero();
  }

  @Test
  void nothingIsLostAmongThreads() throws InterruptedException {
    Histogram histogram = new Histogram();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 50_000; i++) {
                  histogram.add(i % 20 * MILLI);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(histogram.snapshot().count()).isEqualTo(200_000);
    assertThat(histogram.snapshot().sum()).isCloseTo(1_900, within(1e-6));
  }

  private static long count(Histogram.Snapshot snapshot, double bound) {
    return snapshot.buckets().stream()
        .filter(b -> b.seconds() == bound)
        .findFirst()
        .orElseThrow()
        .count();
  }
}
