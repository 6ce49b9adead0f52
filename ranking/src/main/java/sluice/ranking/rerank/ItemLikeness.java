package sluice.ranking.rerank;

import sluice.core.Column;
import sluice.core.EntityTable;
import sluice.core.ItemVectors;
import sluice.core.VectorMath;

/** How alike two items are: a cosine, 0 where nothing is known of one. Safe for many threads. */
@FunctionalInterface
interface ItemLikeness {
  /**
   * Returns the cosine of two different items, −1 to 1.
   *
   * @param time as of which attributes are read, milliseconds since 1970 UTC
   */
  double of(int a, int b, long time);

  /** Returns the cosine of the vectors of an embedding. */
  static ItemLikeness of(ItemVectors vectors) {
    float[] scales = new float[vectors.size()]; // one over the length, 0 where that is zero
    for (int i = 0; i < scales.length; i++) {
      double square = dot(vectors, i, i);
      scales[i] = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
    }
    return (a, b, time) -> (double) dot(vectors, a, b) * scales[a] * scales[b];
  }

  /** Returns the cosine of the sets of categories, |A ∩ B| / √(|A| |B|). */
  static ItemLikeness of(EntityTable table, Column.Categories values) {
    return (a, b, time) -> {
      int rowA = table.row(a, time);
      int rowB = table.row(b, time);
      int both = 0;
      if (rowA >= 0 && rowB >= 0) {
        for (int k = 0; k < values.count(rowA); k++) {
          for (int l = 0; l < values.count(rowB); l++) {
            both += values.code(rowA, k) == values.code(rowB, l) ? 1 : 0;
          }
        }
      }
      return both == 0 ? 0 : both / Math.sqrt((double) values.count(rowA) * values.count(rowB));
    };
  }

  private static float dot(ItemVectors vectors, int a, int b) {
    return VectorMath.dot(
        vectors.data(), vectors.offset(a), vectors.data(), vectors.offset(b), vectors.dimension());
  }
}
