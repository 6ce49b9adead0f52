package sluice.serving.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * What was counted between two moments: the difference of their counters.
 *
 * @param from the earlier
 * @param to the later
 */
public record Period(MetricsHistory.Moment from, MetricsHistory.Moment to) {
  /** Returns how long it is, more than 0. */
  public double seconds() {
    return Math.max(1e-3, (to.nanos() - from.nanos()) / 1e9);
  }

  /** Returns how many answers had a status that is asked for. */
  public long answers(IntPredicate status) {
    return answers(to.view(), status) - answers(from.view(), status);
  }

  /** Returns how many answers with a status that is asked for there are in a view. */
  public static long answers(MetricsView view, IntPredicate status) {
    long sum = 0;
    for (CallMetrics.CallView call : view.calls().values()) {
      for (Map.Entry<Integer, Long> answers : call.answers().entrySet()) {
        sum += status.test(answers.getKey()) ? answers.getValue() : 0;
      }
    }
    return sum;
  }

  /** Returns how long the answers of a call took; empty where it was never called. */
  public Optional<Histogram.Snapshot> call(String name) {
    return times(view -> Optional.ofNullable(view.calls().get(name)).map(c -> c.times()));
  }

  /** Returns how long a stage took; empty where it never ran. */
  public Optional<Histogram.Snapshot> stage(String name) {
    return times(view -> Optional.ofNullable(view.funnel().stages().get(name)));
  }

  /** Returns how long a source took; empty where it never answered. */
  public Optional<Histogram.Snapshot> source(String name) {
    return times(view -> Optional.ofNullable(view.funnel().sources().get(name)));
  }

  /** Returns by how much a counter grew. */
  public long grew(Function<MetricsView, Long> counter) {
    return counter.apply(to.view()) - counter.apply(from.view());
  }

  private Optional<Histogram.Snapshot> times(
      Function<MetricsView, Optional<Histogram.Snapshot>> histogram) {
    Optional<Histogram.Snapshot> before = histogram.apply(from.view());
    return histogram
        .apply(to.view())
        .map(now -> before.map(earlier -> now.minus(earlier)).orElse(now));
  }
}
