package sluice.serving.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;

/** Makes the meters of Prometheus' client that the server counts with. */
final class Meters {
  /** The buckets' upper bounds in seconds; above is one more. */
  private static final double[] BOUNDS = {
    1e-4, 2.5e-4, 5e-4, 1e-3, 2e-3, 3.5e-3, 5e-3, 7.5e-3, .01, .015, .025, .05, .1, .25, .5, 1, 2.5
  };

  private Meters() {}

  static Counter counter(String name, String help, String... labels) {
    return Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars().build();
  }

  static Histogram seconds(String name, String help, String label) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .classicOnly()
        .classicUpperBounds(BOUNDS)
        .withoutExemplars()
        .build();
  }

  static void add(Histogram histogram, String label, long nanos) {
    histogram.labelValues(label).observe(nanos / 1e9);
  }
}
