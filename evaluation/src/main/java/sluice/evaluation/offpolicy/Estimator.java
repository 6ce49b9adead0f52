package sluice.evaluation.offpolicy;

import java.util.List;

/**
 * A way to estimate from a log what a target policy would earn a request: the expected sum of
 * rewards of its slate.
 *
 * <p>Every one needs propensities that are right and support: whatever the target may show, the log
 * could have shown there. What each assumes besides is told at the type and by {@link #assumption}.
 * Immutable, safe for use by many threads.
 */
public sealed interface Estimator permits Ips, Snips, ClippedIps, DoublyRobust, PseudoInverse {
  /** Returns the name, such as {@code SNIPS}. */
  String name();

  /** Returns what it assumes, in a sentence. */
  String assumption();

  /** Says whether its interval leaves out a bias, so that it need not cover the true value. */
  default boolean biased() {
    return false;
  }

  /** Says whether the log must have a row for every position that a target fills at a request. */
  default boolean needsWholeSlates() {
    return true;
  }

  /**
   * Returns the statistic of a weighted log.
   *
   * @throws NotEstimableException where this log cannot give it
   */
  Statistic statistic(WeightedLog log) throws NotEstimableException;

  /**
   * Returns the usual five: IPS, SNIPS, IPS clipped at 10, doubly robust over 5 folds without
   * segments, pseudo-inverse.
   *
   * @param seed of the folds
   */
  static List<Estimator> usual(long seed) {
    return List.of(
        new Ips(),
        new Snips(),
        new ClippedIps(10),
        new DoublyRobust(log -> CrossFit.of(log, 5, seed, t -> 0)),
        new PseudoInverse());
  }
}
