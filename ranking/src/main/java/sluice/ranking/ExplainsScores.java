package sluice.ranking;

import sluice.core.FeatureMatrix;

/**
 * A ranker that can say how much each feature of a row contributes to its score.
 *
 * <p>The contributions and {@link #base} add up to the score, up to rounding (1e-4 of the score for
 * trees, whose scores are sums in float). They are in the units of the score: log-odds where {@link
 * sluice.core.Ranker#logOdds}. A ranker whose scores depend on the place of the row, such as {@code
 * retrieval-order}, has no such parts and does not implement this. They tell how the model came to
 * a number; nothing of what would happen to it, or to the user, if a feature were changed. Safe for
 * use by many threads.
 */
public interface ExplainsScores {
  /** Returns what the score is before anything is known of the row. */
  double base();

  /**
   * Takes the score of one row apart. Allocates nothing but, once a thread, some working memory.
   *
   * @param rows of the schema the ranker was trained on; NaN is missing
   * @param row which of them
   * @param out receives one contribution a feature, in the order of the schema; as long as that
   * @throws IllegalArgumentException where the schema, the row or the length is another
   */
  void contributions(FeatureMatrix rows, int row, double[] out);
}
