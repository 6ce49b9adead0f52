package sluice.core;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A fitted model that scores the candidates of a request by their features.
 *
 * <p>Contract, tested for every implementation: one score a row, in the order of the rows, finite;
 * the score of a row depends on that row alone unless {@link #listwise} says otherwise; equal input
 * gives equal scores on any number of threads; a ranker that is read back from its files gives the
 * same scores to the bit. Safe for use by many threads.
 */
public interface Ranker {
  /** Returns the name, unique in a pipeline: {@code xgboost}, {@code logistic-regression}, … */
  String name();

  /** Returns the word of the type that reads it back: what a config says after {@code type:}. */
  String type();

  /**
   * Scores candidates, higher is better.
   *
   * @param candidates one row a candidate, of the schema the ranker was trained on
   * @param scores receives one score a row
   */
  void score(FeatureMatrix candidates, float[] scores);

  /**
   * Writes all that scoring needs; the type reads it back.
   *
   * @param folder an empty folder of the ranker's own. Names of files are letters, digits, dots,
   *     underscores and dashes
   * @throws IOException where writing fails
   */
  void write(Path folder) throws IOException;

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
