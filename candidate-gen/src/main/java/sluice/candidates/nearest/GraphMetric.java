package sluice.candidates.nearest;

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
  LIFTED
}
