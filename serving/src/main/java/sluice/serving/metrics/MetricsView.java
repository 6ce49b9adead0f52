package sluice.serving.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that the server counts, at one moment: what {@code /metrics} writes and a page shows.
 *
 * @param all the meters; a counter is named without {@code _total}, an info without {@code _info}
 */
public record MetricsView(MetricSnapshots all) {
  /** The bundle that answers, a label. */
  public static final String BUNDLE = "sluice_bundle";

  /** Up to when counts and trends go, seconds since 1970 UTC. */
  public static final String COUNTS_END = "sluice_counts_end_seconds";

  /** Requests that wait for a thread of the funnel. */
  public static final String WAITING = "sluice_waiting_requests";

  /** Threads that were given up because they hung in a source. */
  public static final String LOST_THREADS = "sluice_lost_threads";

  /**
   * Returns the sum of what has the labels; 0 where nothing has.
   *
   * @param labels a name and a value, a name and a value
   */
  public double sum(String meter, String... labels) {
    Labels wanted = Labels.of(labels);
    return sum(
        meter, has -> wanted.stream().allMatch(l -> l.getValue().equals(has.get(l.getName()))));
  }

  /** Returns the sum of what has labels that are asked for. */
  double sum(String meter, Predicate<Labels> labels) {
    return points(meter).filter(p -> labels.test(p.getLabels())).mapToDouble(p -> value(p)).sum();
  }

  /** Returns how long what has a label took. */
  public Durations times(String meter, String label, String value) {
    return points(meter)
        .filter(p -> value.equals(p.getLabels().get(label)))
        .map(p -> Durations.of((HistogramDataPointSnapshot) p))
        .findFirst()
        .orElse(Durations.NONE);
  }

  /** Returns the values that a label has. */
  public SortedSet<String> values(String meter, String label) {
    SortedSet<String> values = new TreeSet<>();
    points(meter).forEach(p -> values.add(String.valueOf(p.getLabels().get(label))));
    return values;
  }

  private Stream<? extends DataPointSnapshot> points(String meter) {
    return all.stream()
        .filter(m -> m.getMetadata().getName().equals(meter))
        .flatMap(m -> m.getDataPoints().stream());
  }

  private static double value(DataPointSnapshot point) {
    return switch (point) {
      case CounterDataPointSnapshot counter -> counter.getValue();
      case GaugeDataPointSnapshot gauge -> gauge.getValue();
      case DistributionDataPointSnapshot times -> times.getSum();
      default -> throw new IllegalArgumentException("of " + point.getClass() + " there is no sum");
    };
  }
}
