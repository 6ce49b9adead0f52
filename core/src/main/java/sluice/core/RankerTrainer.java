package sluice.core;

/**
 * A ranker's learning algorithm with its settings: fits a {@link Ranker}. Implement this to add a
 * ranker.
 */
public interface RankerTrainer {
  /** Returns the name the fitted ranker will have. */
  String name();

  /**
   * Fits a ranker.
   *
   * @param train rows to fit on; scalers, too, learn from these alone
   * @param tune rows of other users: early stopping and the choice of settings
   * @param seed where randomness comes from, see {@link Randomness}
   * @param threads how many threads may be used; the result does not depend on it
   */
  Ranker fit(RankingSet train, RankingSet tune, long seed, int threads);
}
