package sluice.candidates.embedding;

import java.util.Arrays;
import sluice.core.History;
import sluice.core.ItemVectors;
import sluice.core.VectorMath;

/**
 * A request's vector as the mean of its history's item vectors, each weighted by its interaction's
 * weight (0 for negative events) and 2^(−age / halfLife), scaled to length 1.
 *
 * <p>Age is the number of interactions that came after. Immutable, safe for use by many threads.
 *
 * @param items the vectors
 * @param halfLife after how many further interactions one counts half
 */
public record HistoryMean(ItemVectors items, double halfLife) {
  /**
   * Writes the mean.
   *
   * @param query receives as many floats as a vector has
   * @return false where nothing is known of the history's items; query is then all zero
   */
  public boolean query(History history, float[] query) {
    Arrays.fill(query, 0f);
    int dimension = items.dimension();
    for (int i = history.size() - 1, age = 0; i >= 0; i--, age++) {
      if (history.weight(i) > 0) {
        float weight = (float) (history.weight(i) * Math.pow(2, -age / halfLife));
        VectorMath.addScaled(
            weight, items.data(), items.offset(history.item(i)), query, 0, dimension);
      }
    }
    return normalise(query, 0, dimension);
  }

  /** Scales n floats to length 1; leaves what is all but zero as zero and returns false. */
  public static boolean normalise(float[] vectors, int at, int n) {
    float square = VectorMath.dot(vectors, at, vectors, at, n);
    if (!(square > 1e-20f)) {
      Arrays.fill(vectors, at, at + n, 0f);
      return false;
    }
    float factor = (float) (1 / Math.sqrt(square));
    for (int f = at; f < at + n; f++) {
      vectors[f] *= factor;
    }
    return true;
  }
}
