package sluice.candidates.nearest;

import sluice.core.VectorMath;

/** By what a graph's nodes are linked; the walk always goes by the inner product with the query. */
public enum GraphMetric {
  /**
   * By the inner product itself: finds most where lengths and directions are well spread, but where
   * a few long vectors are everyone's nearest, all link to those and a walk reaches hardly any
   * other.
   */
  PRODUCT,
  /**
   * By a · b + √(L² − |a|²) √(L² − |b|²), L the greatest length: vectors lifted by one more
   * coordinate to the same length (Bachrach et al. 2014). A query's is 0, so that the order of its
   * neighbours stays. Never falls apart, but finds less.
   */
  LIFTED;

  private static final int SAMPLE = 200;

  /** Far from both: 44 % where linking by the product found most, 0 where it fell apart. */
  private static final double OWN = 0.2;

  /**
   * Returns the metric that probably finds more: lifted, where hardly a vector of a sample is its
   * own nearest by inner product, because longer ones are nearer to it.
   */
  public static GraphMetric likely(NonZeroVectors vectors) {
    int sampled = Math.min(SAMPLE, vectors.size());
    int own = 0;
    for (int s = 0; s < sampled; s++) {
      own += isOwnNearest(vectors, (int) ((long) s * vectors.size() / sampled)) ? 1 : 0;
    }
    return own < OWN * sampled ? LIFTED : PRODUCT;
  }

  /** Returns the other one. */
  public GraphMetric other() {
    return this == PRODUCT ? LIFTED : PRODUCT;
  }

  private static boolean isOwnNearest(NonZeroVectors vectors, int k) {
    float[] data = vectors.data();
    int n = vectors.dimension();
    float own = VectorMath.dot(data, k * n, data, k * n, n);
    for (int other = 0; other < vectors.size(); other++) {
      if (VectorMath.dot(data, k * n, data, other * n, n) > own) {
        return false;
      }
    }
    return true;
  }
}
