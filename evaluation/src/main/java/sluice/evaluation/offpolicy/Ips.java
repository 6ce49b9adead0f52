package sluice.evaluation.offpolicy;

/**
 * Inverse propensity scores over (item, position): {@code V = 1/n Σ_rows w r} with {@code w =
 * P(target shows i at k) / P(log showed i at k)}.
 *
 * <p>Assumes the item-position model: the expected reward of an item at a position does not depend
 * on what stands at the other positions (Li and others, Offline Evaluation of Ranking Policies with
 * Click Models, KDD 2018). Unbiased then, with exact propensities and support; its variance grows
 * with the weights. Not promised: anything where users compare the items of a slate.
 */
public record Ips() implements Estimator {
  @Override
  public String name() {
    return "IPS";
  }

  @Override
  public String assumption() {
    return "An item's expected reward at a position does not depend on what stands at the others;"
        + " propensities are exact. Unbiased, the more spread the larger the weights.";
  }

  @Override
  public Statistic statistic(WeightedLog weighted) {
    return of(weighted, Double.POSITIVE_INFINITY);
  }

  static RequestMean of(WeightedLog weighted, double largest) {
    ImpressionLog log = weighted.log();
    double[] values = new double[log.requests()];
    for (int t = 0; t < values.length; t++) {
      for (int row = log.start(t); row < log.start(t + 1); row++) {
        values[t] += Math.min(largest, weighted.weight(row)) * log.reward(row);
      }
    }
    return new RequestMean(values);
  }
}
