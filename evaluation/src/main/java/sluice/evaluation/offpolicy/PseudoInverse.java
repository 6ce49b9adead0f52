package sluice.evaluation.offpolicy;

/**
 * The pseudo-inverse estimator for slates (Swaminathan and others, Off-policy evaluation for slate
 * recommendation, NIPS 2017) for logs that fill each position independently of the others.
 *
 * <p>{@code V = 1/n Σ_t R_t · (Σ_k w_tk − K + 1)} with R_t the reward of the whole slate, K its
 * length, and w the weight of what stood at position k. The factor is the paper's {@code p_πᵀ Γ⁺
 * 1_s}, whose pseudo-inverse has this closed form where the log's draws at different positions are
 * independent.
 *
 * <p>Assumes that the slate's reward is a sum over positions of unknown parts that each depend on
 * the item at that position alone; which position earned what need not be known. Unbiased then.
 * Only for logs whose slates are full, and targets that fill every position: elsewhere it is not
 * estimable. Not promised: logs that draw without replacement, whose Γ is another.
 */
public record PseudoInverse() implements Estimator {
  @Override
  public String name() {
    return "pseudo-inverse";
  }

  @Override
  public String assumption() {
    return "A slate's reward is a sum of parts, each of one position and its item; the log drew"
        + " each position independently, and left none empty.";
  }

  @Override
  public Statistic statistic(WeightedLog weighted) throws NotEstimableException {
    ImpressionLog log = weighted.log();
    int slots = log.slots();
    double[] values = new double[log.requests()];
    for (int t = 0; t < values.length; t++) {
      if (log.start(t + 1) - log.start(t) != slots) {
        throw new NotEstimableException("the log has slates with empty positions");
      }
      double factor = 1 - slots;
      double reward = 0;
      for (int row = log.start(t); row < log.start(t + 1); row++) {
        factor += weighted.weight(row);
        reward += log.reward(row);
      }
      for (int k = 0; k < slots; k++) {
        if (weighted.mass(t, k) < 1 - 1e-6) {
          throw new NotEstimableException("the target leaves positions empty");
        }
      }
      values[t] = reward * factor;
    }
    return new RequestMean(values);
  }
}
