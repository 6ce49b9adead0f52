package sluice.ranking.rerank;

import sluice.core.RankedItems;
import sluice.core.Request;

/**
 * Changes an ordered list: for diversity, for rules of the house.
 *
 * <p>Contract: the items returned are among those given, none twice; equal input gives equal output
 * on any number of threads. The order counts; scores may be the ranker's, and then need not
 * descend. Safe for use by many threads.
 */
public interface ReRanker {
  /** Returns the name, unique in a pipeline. */
  String name();

  /** Returns the items in their new order; some may be left out. */
  RankedItems rerank(Request request, RankedItems ranked);
}
