package sluice.core;

import java.nio.file.Path;

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
   * Writes what was learned; the type reads it back.
   *
   * @param folder an empty folder of the re-ranker's own. Names of files are letters, digits, dots,
   *     underscores and dashes
   */
  default void write(Path folder) {
    // Settings, the fitting part and embeddings are kept elsewhere; many need nothing else.
  }
}
