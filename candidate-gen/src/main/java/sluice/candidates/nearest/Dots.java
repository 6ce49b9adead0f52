package sluice.candidates.nearest;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products of one query with four vectors at a time, equal to the bit to {@link
 * sluice.core.VectorMath#dot}.
 *
 * <p>The four sums do not wait for each other, which is what makes a scan twice as fast as one
 * product after the other.
 */
final class Dots {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
  private static final int WIDTH = 8;

  private Dots() {}

  /**
   * Writes to {@code out[at …]} the products of the query with the vectors that start at a, b, c
   * and d.
   */
  static void four(
      float[] query, float[] data, int n, int a, int b, int c, int d, float[] out, int at) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      FloatVector q = FloatVector.fromArray(LANES, query, i);
      s0 = s0.add(q.mul(FloatVector.fromArray(LANES, data, a + i)));
      s1 = s1.add(q.mul(FloatVector.fromArray(LANES, data, b + i)));
      s2 = s2.add(q.mul(FloatVector.fromArray(LANES, data, c + i)));
      s3 = s3.add(q.mul(FloatVector.fromArray(LANES, data, d + i)));
    }
    float t0 = sum(s0);
    float t1 = sum(s1);
    float t2 = sum(s2);
    float t3 = sum(s3);
    for (; i < n; i++) {
      t0 += query[i] * data[a + i];
      t1 += query[i] * data[b + i];
      t2 += query[i] * data[c + i];
      t3 += query[i] * data[d + i];
    }
    out[at] = t0;
    out[at + 1] = t1;
    out[at + 2] = t2;
    out[at + 3] = t3;
  }

  private static float sum(FloatVector v) {
    return ((v.lane(0) + v.lane(4)) + (v.lane(2) + v.lane(6)))
        + ((v.lane(1) + v.lane(5)) + (v.lane(3) + v.lane(7)));
  }
}
