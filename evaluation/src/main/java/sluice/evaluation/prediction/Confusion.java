package sluice.evaluation.prediction;

/**
 * The confusion matrix at a threshold: a row is called positive where its score is at least that.
 *
 * @param truePositives positive and called so
 * @param falsePositives called positive, and not
 * @param falseNegatives positive, and not called so
 * @param trueNegatives neither
 */
public record Confusion(
    int truePositives, int falsePositives, int falseNegatives, int trueNegatives) {
  /** Counts. */
  public static Confusion of(Scored rows, double threshold) {
    int[] n = new int[4];
    for (int row = 0; row < rows.size(); row++) {
      boolean called = rows.score(row) >= threshold;
      n[rows.label(row) ? (called ? 0 : 2) : (called ? 1 : 3)]++;
    }
    return new Confusion(n[0], n[1], n[2], n[3]);
  }

  /** Returns tp / (tp + fp), 0 where nothing is called positive. */
  public double precision() {
    return share(truePositives, (long) truePositives + falsePositives);
  }

  /** Returns tp / (tp + fn), 0 where nothing is positive. */
  public double recall() {
    return share(truePositives, (long) truePositives + falseNegatives);
  }

  /** Returns 2 tp / (2 tp + fp + fn), 0 where nothing is or is called positive. */
  public double f1() {
    return share(2L * truePositives, 2L * truePositives + falsePositives + falseNegatives);
  }

  /** Returns the share of rows that are called rightly. */
  public double accuracy() {
    return share(
        (long) truePositives + trueNegatives,
        (long) truePositives + falsePositives + falseNegatives + trueNegatives);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
