package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import sluice.core.Candidates;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.store.Folders;

/**
 * What is shown: the served ranker's list after all re-rankers, cut to size.
 *
 * <p>Without re-rankers it is the first {@code size} of the ranker's list. Immutable, as safe for
 * threads as its re-rankers.
 *
 * @param rerankers applied in this order
 * @param size how many items are shown unless a request asks for another number, 1 or more
 */
public record Slate(List<ReRanker> rerankers, int size) {
  private static final String FOLDER = "reranking";

  /** Told what each re-ranker made of the list that it was given. */
  @FunctionalInterface
  public interface Observer {
    /** Told in the order of the re-rankers; times are nanoseconds. */
    void reranked(ReRanker by, RankedItems before, RankedItems after, long nanos);
  }

  /**
   * The slate of one request.
   *
   * @param items what is shown
   * @param propensities how probable each was at its place; empty where nothing is drawn
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Drawn(RankedItems items, double[] propensities) {}

  /** Checks and copies. */
  public Slate {
    rerankers = List.copyOf(rerankers);
    if (size < 1) {
      throw new IllegalArgumentException("slate of " + size);
    }
  }

  /** Fits the re-rankers of a config. */
  public static Slate fit(List<ReRankerSpec> specs, ReRankerInput input, int size) {
    return new Slate(specs.stream().map(s -> s.fit(input)).toList(), size);
  }

  /**
   * Reads the re-rankers of a bundle.
   *
   * @param specs as the bundle's config has them
   * @param input what they were fitted on
   * @param bundle folder that {@link #write} wrote to
   */
  public static Slate read(List<ReRankerSpec> specs, ReRankerInput input, int size, Path bundle) {
    return new Slate(
        specs.stream().map(s -> s.read(input, folder(bundle, s.name()))).toList(), size);
  }

  /** Returns the slate with another re-ranker in the place of the one of its name. */
  public Slate with(ReRanker other) {
    return new Slate(
        rerankers.stream().map(r -> r.name().equals(other.name()) ? other : r).toList(), size);
  }

  /** Returns the slate without the re-ranker of a name. */
  public Slate without(String name) {
    return new Slate(rerankers.stream().filter(r -> !r.name().equals(name)).toList(), size);
  }

  /** Writes what the re-rankers learned, a folder each. */
  public void write(Path bundle) {
    rerankers.forEach(r -> r.write(Folders.make(folder(bundle, r.name()))));
  }

  private static Path folder(Path bundle, String name) {
    return bundle.resolve(FOLDER).resolve(name);
  }

  /**
   * Returns which items may be shown for a request.
   *
   * @param eligible which the request may be given, whatever the re-rankers say
   * @return to be asked by the calling thread only
   */
  public IntPredicate allowed(Request request, IntPredicate eligible) {
    IntPredicate all = eligible;
    for (ReRanker r : rerankers) {
      all = all.and(r.allowed(request));
    }
    return all;
  }

  /** Returns candidates with what the re-rankers bring. */
  public Candidates brings(Candidates candidates, IntPredicate eligible, TieBreak ties) {
    Candidates all = candidates;
    for (ReRanker r : rerankers) {
      all = all.with(r.brings(candidates.request(), eligible, ties));
    }
    return all;
  }

  /**
   * Returns the slate of a request.
   *
   * @param ranked the ranker's list
   * @param n how many items are shown, 1 or more
   * @param ties the order among equals
   * @param observer told what each re-ranker did
   */
  public Drawn of(Request request, RankedItems ranked, int n, TieBreak ties, Observer observer) {
    RankedItems list = ranked;
    double[] propensities = ReRanker.NOTHING_DRAWN;
    for (ReRanker r : rerankers) {
      long start = System.nanoTime();
      RankedItems next = r.rerank(request, list, n, ties);
      double[] drawn = r.propensities(request, list, n, ties);
      propensities = drawn.length > 0 ? drawn : propensities;
      observer.reranked(r, list, next, System.nanoTime() - start);
      list = next;
    }
    return new Drawn(list.first(n), propensities);
  }
}
