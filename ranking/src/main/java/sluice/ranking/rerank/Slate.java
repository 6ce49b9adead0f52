package sluice.ranking.rerank;

import java.util.List;
import sluice.core.RankedItems;
import sluice.core.Request;

/**
 * What is shown: the served ranker's list after all re-rankers, cut to size.
 *
 * <p>Without re-rankers it is the first {@code size} of the ranker's list. Immutable, as safe for
 * threads as its re-rankers.
 *
 * @param rerankers applied in this order
 * @param size how many items are shown, 1 or more
 */
public record Slate(List<ReRanker> rerankers, int size) {
  /** Checks and copies. */
  public Slate {
    rerankers = List.copyOf(rerankers);
    if (size < 1) {
      throw new IllegalArgumentException("slate of " + size);
    }
  }

  /** Returns the slate of a request. */
  public RankedItems of(Request request, RankedItems ranked) {
    RankedItems list = ranked;
    for (ReRanker r : rerankers) {
      list = r.rerank(request, list);
    }
    return list.first(size);
  }
}
