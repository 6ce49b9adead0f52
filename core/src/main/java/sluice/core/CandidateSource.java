package sluice.core;

import java.nio.file.Path;
import java.util.function.IntPredicate;

/**
 * A retriever: brings the n items of the catalogue that look best for a request by one cheap
 * criterion.
 *
 * <p>Contract, tested for every implementation: no item twice; every item passes {@code eligible};
 * n items come back whenever n eligible ones exist that the source can score at all ({@link
 * #exhaustive} says whether that is every item); scores descend; equal scores in the order of
 * {@code ties}; equal arguments give equal answers on any number of threads, but where {@link
 * #repeatable} says otherwise. Safe for use by many threads.
 */
public interface CandidateSource {
  /** Returns the name, unique in a pipeline. */
  String name();

  /**
   * Retrieves candidates.
   *
   * @param request for whom and when
   * @param eligible which items may come back: available at the request's time, not yet seen where
   *     seen items are excluded, and within the caller's filters
   * @param ties the order among equal scores
   * @param n how many at most, 1 or more
   * @return at most n items, best first; empty where the source knows nothing of the user
   */
  RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n);

  /**
   * Says whether the source scores every item, so that it always fills n where n eligible items
   * exist.
   */
  default boolean exhaustive() {
    return false;
  }

  /** Says whether a second run gives the same answers to the bit. */
  default boolean repeatable() {
    return true;
  }

  /**
   * Writes what its type reads it from again, into an existing, empty folder. By default nothing:
   * for a source that is made of the part and the embeddings alone.
   */
  default void write(Path folder) {}
}
