package sluice.candidates.nearest;

import sluice.core.VectorMath;

/**
 * How like two vectors are while a graph is linked; see {@link GraphMetric}. Immutable, safe for
 * use by many threads.
 */
final class Likeness {
  private final float[] data;
  private final int dimension;
  private final float[] heights;

  Likeness(NonZeroVectors vectors, GraphMetric linking) {
    this.data = vectors.data();
    this.dimension = vectors.dimension();
    this.heights = new float[vectors.size()];
    if (linking == GraphMetric.PRODUCT) {
      return;
    }
    float longest = 0;
    for (int k = 0; k < heights.length; k++) {
      heights[k] = VectorMath.dot(data, k * dimension, data, k * dimension, dimension);
      longest = Math.max(longest, heights[k]);
    }
    for (int k = 0; k < heights.length; k++) {
      heights[k] = (float) Math.sqrt(longest - heights[k]);
    }
  }

  /** Returns how like two vectors are; larger is nearer. */
  float of(int a, int b) {
    float product = VectorMath.dot(data, a * dimension, data, b * dimension, dimension);
    return product + heights[a] * heights[b];
  }
}
