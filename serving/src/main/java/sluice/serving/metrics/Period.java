package sluice.serving.metrics;

import java.util.Objects;
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
    return (long)
        view.sum(
            CallMetrics.REQUESTS,
            labels -> status.test(Integer.parseInt(Objects.requireNonNull(labels.get("status")))));
  }

  /** Returns how long the answers of a call took. */
  public Durations call(String name) {
    return times(CallMetrics.SECONDS, "call", name);
  }

  /** Returns how long what has a label took. */
  public Durations times(String meter, String label, String value) {
    return to.view().times(meter, label, value).minus(from.view().times(meter, label, value));
  }

  /** Returns by how much the counters with these labels grew. */
  public double grew(String meter, String... labels) {
    return to.view().sum(meter, labels) - from.view().sum(meter, labels);
  }
}
