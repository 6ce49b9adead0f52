package sluice.candidates.nearest;

import java.util.function.IntPredicate;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.VectorMath;

/**
 * The n items of largest inner product with a query, by looking at every vector with SIMD.
 *
 * <p>Time grows as vectors × dimension. Immutable, safe for use by many threads.
 */
public final class ExactScan {
  private static final int BLOCK = 256;

  private final KnownVectors vectors;

  /** Makes a scan of some vectors. */
  public ExactScan(KnownVectors vectors) {
    this.vectors = vectors;
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
    top.reset(ties);
    float[] scores = new float[BLOCK];
    int dimension = vectors.dimension();
    float[] data = vectors.data();
    for (int from = 0; from < vectors.size(); from += BLOCK) {
      int count = Math.min(BLOCK, vectors.size() - from);
      int k = 0;
      for (; k <= count - 4; k += 4) {
        int at = (from + k) * dimension;
        VectorMath.dots(
            query,
            0,
            data,
            at,
            at + dimension,
            at + 2 * dimension,
            at + 3 * dimension,
            dimension,
            scores,
            k);
      }
      for (; k < count; k++) {
        scores[k] = VectorMath.dot(query, 0, data, (from + k) * dimension, dimension);
      }
      for (k = 0; k < count; k++) {
        if (scores[k] >= top.threshold() && eligible.test(vectors.item(from + k))) {
          top.offer(vectors.item(from + k), scores[k]);
        }
      }
    }
    return top.take();
  }
}
