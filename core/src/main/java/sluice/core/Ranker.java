package sluice.core;

/**
 * A fitted model that scores the candidates of a request by their features.
 *
 * <p>Contract, tested for every implementation: one score a row, in the order of the rows, finite;
 * the score of a row depends on that row alone unless {@link #listwise} says otherwise; equal input
 * gives equal scores on any number of threads. Safe for use by many threads.
 */
public interface Ranker {
  /** Returns the name, unique in a pipeline: {@code xgboost}, {@code logistic-regression}, … */
  String name();

  /**
   * Scores candidates, higher is better.
   *
   * @param candidates one row a candidate, of the schema the ranker was trained on
   * @param scores receives one score a row
   */
  void score(FeatureMatrix candidates, float[] scores);

  /**
   * Says whether a score is the log-odds of being relevant under the sampling of the training rows,
   * so that 1 / (1 + e^−score) is a probability, if not a calibrated one.
   */
  default boolean logOdds() {
    return false;
  }

  /** Says whether a score may depend on the other rows of the request. */
  default boolean listwise() {
    return false;
  }
}
