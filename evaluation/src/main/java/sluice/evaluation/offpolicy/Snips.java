package sluice.evaluation.offpolicy;

/**
 * Self-normalised IPS (Swaminathan and Joachims, NIPS 2015), by position: {@code V = Σ_k M_k ·
 * Σ_{rows at k} w r / Σ_{rows at k} w}, M_k the mean probability that the target shows anything at
 * position k.
 *
 * <p>Assumes what {@link Ips} does. A constant added to every reward adds that constant times
 * {@code Σ M_k}, and no estimate leaves the range of the rewards; the price is a bias of order 1/n.
 * The interval comes from linearising the ratios. Not estimable where no logged impression at a
 * position agrees with the target.
 */
public record Snips() implements Estimator {
  @Override
  public String name() {
    return "SNIPS";
  }

  @Override
  public String assumption() {
    return "As IPS; weights are divided by their sum at each position: a small bias that fades with"
        + " more data, for less spread.";
  }

  /** Each position is a mean over the rows that there are of it. */
  @Override
  public boolean needsWholeSlates() {
    return false;
  }

  @Override
  public Statistic statistic(WeightedLog weighted) throws NotEstimableException {
    ImpressionLog log = weighted.log();
    int slots = log.slots();
    double[] mass = new double[log.requests() * slots];
    double[] rewards = new double[mass.length];
    double[] weights = new double[mass.length];
    double[] massAt = new double[slots];
    double[] weightAt = new double[slots];
    for (int t = 0; t < log.requests(); t++) {
      for (int k = 0; k < slots; k++) {
        mass[t * slots + k] = weighted.mass(t, k);
        massAt[k] += weighted.mass(t, k);
      }
      for (int row = log.start(t); row < log.start(t + 1); row++) {
        int cell = t * slots + log.position(row);
        weights[cell] = weighted.weight(row);
        rewards[cell] = weighted.weight(row) * log.reward(row);
        weightAt[log.position(row)] += weights[cell];
      }
    }
    for (int k = 0; k < slots; k++) {
      if (massAt[k] > 0 && !(weightAt[k] > 0)) {
        throw new NotEstimableException(
            "no logged impression at position " + (k + 1) + " agrees with it");
      }
    }
    return new PositionRatios(slots, mass, rewards, weights);
  }
}
