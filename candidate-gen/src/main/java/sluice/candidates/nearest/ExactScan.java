package sluice.candidates.nearest;

import java.util.Optional;
import java.util.function.IntPredicate;
import sluice.candidates.SampledLimits;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.VectorMath;

/**
 * The n items of largest inner product with a query: what looking at every vector would find.
 *
 * <p>Most vectors are only looked at in eight bits ({@link CoarseVectors}), which tells an upper
 * bound of their product; the product itself is computed for those whose bound is above a limit
 * that some more than n vectors reach. Where n products reach the limit too, no other vector can be
 * among the n; where fewer do, a lower limit is tried. Few vectors, and machines without vector
 * instructions of 256 bits, are looked at one by one. Either way the result is the same, to the
 * bit.
 *
 * <p>Time grows as vectors × dimension. Next to the vectors a quarter of their memory, and 4 bytes
 * a vector for each thread that searches. Immutable but for these, safe for use by many threads.
 */
public final class ExactScan {
  /** Fewer vectors than this are looked at one by one. */
  private static final int FEW = 2_000;

  private static final int BLOCK = 256;

  private final NonZeroVectors vectors;
  private final Optional<CoarseVectors> coarse;
  private final ThreadLocal<float[]> bounds;

  /** Makes a scan of some vectors. */
  public ExactScan(NonZeroVectors vectors) {
    this(vectors, vectors.size() >= FEW && CoarseVectors.wideEnough());
  }

  ExactScan(NonZeroVectors vectors, boolean coarsely) {
    this.vectors = vectors;
    this.coarse = coarsely ? Optional.of(new CoarseVectors(vectors)) : Optional.empty();
    this.bounds =
        ThreadLocal.withInitial(
            () -> new float[coarse.map(CoarseVectors::bounds).orElse(vectors.size())]);
  }

  /**
   * Searches.
   *
   * @param query as many floats as a vector has
   * @param eligible which items may come back; asked only of items that would make the list
   * @param ties the order among equal scores
   * @param n how many at most
   */
  public RankedItems search(float[] query, IntPredicate eligible, TieBreak ties, int n) {
    TopK top = new TopK(Math.min(n, vectors.size()));
    if (coarse.isEmpty()) {
      top.reset(ties);
      above(Float.NEGATIVE_INFINITY, query, bounds.get(), eligible, top);
      return top.take();
    }
    float[] bound = bounds.get();
    coarse.get().bound(query, bound);
    SampledLimits limits = new SampledLimits(bound, vectors.size(), n);
    do {
      top.reset(ties);
    } while (above(limits.next(), query, bound, eligible, top) < n && !limits.last());
    return top.take();
  }

  /** Offers the vectors whose bound reaches a limit; returns how many products reach it. */
  private int above(float limit, float[] query, float[] bound, IntPredicate eligible, TopK top) {
    int[] chosen = new int[BLOCK];
    float[] scores = new float[BLOCK];
    int reached = 0;
    int count = 0;
    for (int k = 0; k < vectors.size(); k++) {
      chosen[count] = k; // stays where the bound reaches the limit, which nobody can foresee
      count += bound[k] < limit ? 0 : 1; // one that is not a number does too
      if (count == BLOCK) {
        reached += offer(chosen, count, scores, limit, query, eligible, top);
        count = 0;
      }
    }
    return reached + offer(chosen, count, scores, limit, query, eligible, top);
  }

  private int offer(
      int[] chosen,
      int count,
      float[] scores,
      float limit,
      float[] query,
      IntPredicate eligible,
      TopK top) {
    VectorMath.dots(query, 0, vectors.data(), chosen, count, vectors.dimension(), scores);
    int reached = 0;
    for (int i = 0; i < count; i++) {
      int item = vectors.item(chosen[i]);
      if (scores[i] >= top.threshold() && eligible.test(item)) {
        top.offer(item, scores[i]);
        reached += scores[i] >= limit ? 1 : 0;
      }
    }
    return reached;
  }
}
