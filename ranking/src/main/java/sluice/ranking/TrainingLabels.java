package sluice.ranking;

import sluice.core.RankingSet;
import sluice.core.UserError;

/** What the labels of a training set must be like. */
final class TrainingLabels {
  private TrainingLabels() {}

  /** Refuses a set that has no row of one of the two kinds: nothing can be learnt from it. */
  static void check(String ranker, RankingSet train) {
    double prior = train.rows() == 0 ? 0 : prior(train);
    if (prior <= 0 || prior >= 1) {
      throw new UserError(
          "ranker "
              + ranker
              + " has nothing to learn from: of "
              + train.rows()
              + " training rows "
              + (prior >= 1 ? "all are" : "none is")
              + " relevant. The sources bring no held-out item of a training user, or nothing else;"
              + " take more data, a larger n in candidates.sources and candidates.fusion, or"
              + " ranking.model: retrieval-order");
    }
  }

  /** Returns the weighted share of relevant rows. */
  static double prior(RankingSet train) {
    double relevant = 0;
    double all = 0;
    for (int r = 0; r < train.rows(); r++) {
      relevant += train.label(r) > 0 ? train.weight(r) : 0;
      all += train.weight(r);
    }
    return relevant / all;
  }
}
