package sluice.core;

import java.nio.file.Path;
import java.util.function.IntPredicate;

/**
 * Changes an ordered list before it is shown: for diversity, for rules.
 *
 * <p>Contract, tested for every implementation: the items returned are among those given, none
 * twice, each with the score it came with, so that scores need not descend; where {@code shown}
 * items are given, at least as many come back; equal input gives equal output on any number of
 * threads; a re-ranker that is read back from its files gives the same lists. Safe for use by many
 * threads.
 */
public interface ReRanker {
  /** What most re-rankers bring. */
  int[] NO_ITEMS = {};

  /** The propensities of a re-ranker that draws nothing. */
  double[] NOTHING_DRAWN = {};

  /** Returns the name, unique in a pipeline. */
  String name();

  /**
   * Orders a list again.
   *
   * @param request for whom, when, after what history
   * @param ranked the ranker's list, or that of the re-ranker before; scores are the ranker's
   * @param shown how many items are shown, 1 or more: the list is cut to as many after the last
   *     re-ranker
   * @param ties the order among equals
   */
  RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties);

  /**
   * Returns how probable it was that each item that is shown stands at its place.
   *
   * @return one for each of the first {@code shown} of what {@link #rerank} returns for the same
   *     arguments, above 0 and at most 1; empty where nothing is drawn
   */
  default double[] propensities(Request request, RankedItems ranked, int shown, TieBreak ties) {
    return NOTHING_DRAWN;
  }

  /**
   * Returns which items may be shown at all for a request. Sources are asked for these alone, so
   * that what is left out leaves no gap.
   *
   * @return to be asked by the calling thread only
   */
  default IntPredicate allowed(Request request) {
    return item -> true;
  }

  /**
   * Returns items that must be among the candidates, whether a source brings them or not; the
   * ranker scores them like the others.
   *
   * @param eligible which items the request may be given; only such may be returned
   * @param ties the order among equals
   */
  default int[] brings(Request request, IntPredicate eligible, TieBreak ties) {
    return NO_ITEMS;
  }

  /**
   * Writes what was learned; the type reads it back.
   *
   * @param folder an empty folder of the re-ranker's own. Names of files are letters, digits, dots,
   *     underscores and dashes
   */
  default void write(Path folder) {
    // Settings, the fitting part and embeddings are kept elsewhere; many need nothing else.
  }
}
