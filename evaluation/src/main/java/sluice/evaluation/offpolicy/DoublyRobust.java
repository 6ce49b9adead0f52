package sluice.evaluation.offpolicy;

/**
 * Doubly robust (Dudík, Langford, Li, ICML 2011) over (item, position): {@code V = 1/n Σ_t [Σ_{k,i}
 * P(target shows i at k) q(t,k,i) + Σ_{rows of t} w (r − q)]} with a model q of the reward.
 *
 * <p>Assumes what {@link Ips} does. Unbiased whatever q is, as long as q for a request was not
 * fitted on that request's cluster ({@link CrossFit} sees to it); the better q, the less spread.
 * Where propensities are wrong, it is right only as far as q is. The interval treats q as given.
 *
 * @param models gives the model for a log
 */
public record DoublyRobust(Models models) implements Estimator {
  /** Makes the model that is used for a log; it may be fitted on the log by cross-fitting. */
  @FunctionalInterface
  public interface Models {
    /** Returns the model. */
    RewardModel of(ImpressionLog log);
  }

  @Override
  public String name() {
    return "doubly robust";
  }

  @Override
  public String assumption() {
    return "As IPS, or else the click model is right; the model is fitted on other users than it is"
        + " used for.";
  }

  @Override
  public Statistic statistic(WeightedLog weighted) {
    ImpressionLog log = weighted.log();
    RewardModel model = models.of(log);
    double[] values = new double[log.requests()];
    for (int t = 0; t < values.length; t++) {
      int request = t;
      weighted
          .target()
          .forEach(
              t,
              (position, item, probability) ->
                  values[request] += probability * model.reward(request, position, item));
      for (int row = log.start(t); row < log.start(t + 1); row++) {
        double w = weighted.weight(row);
        if (w > 0) {
          values[t] += w * (log.reward(row) - model.reward(t, log.position(row), log.item(row)));
        }
      }
    }
    return new RequestMean(values);
  }
}
