package sluice.evaluation.offpolicy;

/** Standard errors from influences that may depend on each other within clusters. */
final class ClusteredError {
  private ClusteredError() {}

  /**
   * Returns {@code sqrt(G / (G − 1) · Σ_g (Σ_{t in g} influence_t)²)} over the G clusters that have
   * requests; NaN where there is but one.
   */
  static double of(ImpressionLog log, double[] influence) {
    int bound = 0;
    for (int t = 0; t < log.requests(); t++) {
      bound = Math.max(bound, log.cluster(t) + 1);
    }
    double[] sums = new double[bound];
    boolean[] there = new boolean[bound];
    for (int t = 0; t < log.requests(); t++) {
      sums[log.cluster(t)] += influence[t];
      there[log.cluster(t)] = true;
    }
    long clusters = 0;
    double squares = 0;
    for (int g = 0; g < bound; g++) {
      clusters += there[g] ? 1 : 0;
      squares += sums[g] * sums[g];
    }
    return clusters < 2 ? Double.NaN : Math.sqrt(squares * clusters / (clusters - 1));
  }
}
