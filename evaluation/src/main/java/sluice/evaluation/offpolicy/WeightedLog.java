package sluice.evaluation.offpolicy;

import java.util.BitSet;

/**
 * A log with the importance weights of one target: {@code w = P(target shows the item at the
 * position) / propensity}, and what the target shows of each position.
 *
 * <p>Immutable. Time is that of {@link TargetPolicy#probability} for every row and of {@link
 * TargetPolicy#forEach} for every request.
 */
public final class WeightedLog {
  private final ImpressionLog log;
  private final TargetPolicy target;
  private final double[] weights;
  private final double[] mass;
  private final Support support;

  /** Weighs a log. */
  public WeightedLog(ImpressionLog log, TargetPolicy target) {
    this.log = log;
    this.target = target;
    this.weights = new double[log.rows()];
    this.mass = new double[log.requests() * log.slots()];
    this.support = weigh();
  }

  private Support weigh() {
    int slots = log.slots();
    int items = log.itemBound();
    BitSet shown = new BitSet();
    boolean dense = (long) items * slots <= Integer.MAX_VALUE;
    if (!dense) {
      throw new IllegalArgumentException(items + " items at " + slots + " positions are too many");
    }
    for (int row = 0; row < log.rows(); row++) {
      shown.set(log.item(row) * slots + log.position(row));
    }
    double[] missing = new double[1];
    double all = 0;
    double covered = 0;
    double same = 0;
    boolean drawn = false;
    double[] balance = new double[log.requests()];
    double sum = 0;
    double squares = 0;
    double largest = 0;
    long matched = 0;
    for (int t = 0; t < log.requests(); t++) {
      int from = t * slots;
      target.forEach(
          t,
          (position, item, probability) -> {
            mass[from + position] += probability;
            if (item >= items || !shown.get(item * slots + position)) {
              missing[0] += probability;
            }
          });
      double own = 0;
      for (int k = 0; k < slots; k++) {
        own += mass[from + k];
      }
      all += own;
      double weighed = 0;
      for (int row = log.start(t); row < log.start(t + 1); row++) {
        double p = target.probability(t, log.position(row), log.item(row));
        double w = p / log.propensity(row);
        covered += mass[from + log.position(row)];
        same += p;
        drawn |= log.propensity(row) < 1;
        weights[row] = w;
        weighed += w;
        squares += w * w;
        largest = Math.max(largest, w);
        matched += w > 0 ? 1 : 0;
      }
      sum += weighed;
      balance[t] = weighed - own;
    }
    double rows = (double) log.rows() / log.requests();
    if (!(all > 0)) {
      return new Support(1, 0, 0, 0, 0, 0, 1, 0, rows, drawn, 0);
    }
    double error =
        ClusteredError.of(log, new RequestMean(balance).influence()) * log.requests() / all;
    return new Support(
        missing[0] / all,
        matched,
        squares == 0 ? 0 : sum * sum / squares,
        largest,
        sum / all,
        error,
        Math.min(1, covered / all),
        all / log.requests(),
        rows,
        drawn,
        same / all);
  }

  /** Returns the log. */
  public ImpressionLog log() {
    return log;
  }

  /** Returns the target. */
  public TargetPolicy target() {
    return target;
  }

  /** Returns a row's weight. */
  public double weight(int row) {
    return weights[row];
  }

  /** Returns the probability that the target shows anything at a position of a request. */
  public double mass(int request, int position) {
    return mass[request * log.slots() + position];
  }

  /** Returns how far the log can speak of the target. */
  public Support support() {
    return support;
  }
}
