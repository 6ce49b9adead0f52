package sluice.evaluation.prediction;

/** The arithmetic of {@link PredictionMeasure}. */
final class Predictions {
  /** As scikit-learn clips: the spacing of doubles at 1. */
  private static final double CLIP = Math.ulp(1.0);

  private Predictions() {}

  static void requireProbabilities(Scored rows) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.score(row) < 0 || rows.score(row) > 1) {
        throw new IllegalArgumentException(
            "score " + rows.score(row) + " of row " + row + " is no probability");
      }
    }
  }

  /** Mann–Whitney: mean rank of the positives, equal scores sharing theirs. */
  static double rocAuc(Scored rows) {
    double positives = rows.positives();
    double negatives = rows.size() - positives;
    if (positives == 0 || negatives == 0) {
      return Double.NaN;
    }
    int[] order = rows.ascending();
    double below = 0;
    double pairs = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      double tiedPositives = 0;
      while (to < order.length && rows.score(order[to]) == rows.score(order[from])) {
        tiedPositives += rows.label(order[to]) ? 1 : 0;
        to++;
      }
      double tiedNegatives = to - from - tiedPositives;
      pairs += tiedPositives * (below + tiedNegatives / 2);
      below += tiedNegatives;
      from = to;
    }
    return pairs / (positives * negatives);
  }

  static double averagePrecision(Scored rows) {
    if (rows.positives() == 0) {
      return Double.NaN;
    }
    int[] order = rows.ascending();
    double hits = 0;
    double area = 0;
    for (int to = order.length - 1; to >= 0; ) {
      int from = to;
      double tied = 0;
      while (from >= 0 && rows.score(order[from]) == rows.score(order[to])) {
        tied += rows.label(order[from]) ? 1 : 0;
        from--;
      }
      hits += tied;
      area += tied / rows.positives() * hits / (order.length - 1 - from);
      to = from;
    }
    return area;
  }

  static double logLoss(Scored rows) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      double p = Math.clamp(rows.score(row), CLIP, 1 - CLIP);
      sum -= Math.log(rows.label(row) ? p : 1 - p);
    }
    return sum / rows.size();
  }

  static double normalisedEntropy(Scored rows) {
    double share = (double) rows.positives() / rows.size();
    return logLoss(rows) / -(share * Math.log(share) + (1 - share) * Math.log(1 - share));
  }

  static double brier(Scored rows) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      double gap = rows.score(row) - (rows.label(row) ? 1 : 0);
      sum += gap * gap;
    }
    return sum / rows.size();
  }
}
