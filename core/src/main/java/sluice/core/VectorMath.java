package sluice.core;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products and the like over flat float arrays, by SIMD, with a result that is the same on
 * every machine.
 *
 * <p>Sums run in eight lanes, lane j over the elements j, j + 8, …; the lanes are then added in the
 * written order of {@link #sum}, never by {@code reduceLanes}, whose order may change when the
 * compiler steps in; the tail is added last, one by one. No fused multiply-add, for the same
 * reason.
 */
public final class VectorMath {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;
  private static final int WIDTH = 8;

  private VectorMath() {}

  /** Returns Σ a[aOffset + i] · b[bOffset + i] for i in 0 … n − 1. */
  public static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    FloatVector sums = FloatVector.zero(LANES);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      sums =
          sums.add(
              FloatVector.fromArray(LANES, a, aOffset + i)
                  .mul(FloatVector.fromArray(LANES, b, bOffset + i)));
    }
    float sum = sum(sums);
    for (; i < n; i++) {
      sum += a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  /** Returns Σ (a − b)² over n elements. */
  public static float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
    FloatVector sums = FloatVector.zero(LANES);
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      FloatVector d =
          FloatVector.fromArray(LANES, a, aOffset + i)
              .sub(FloatVector.fromArray(LANES, b, bOffset + i));
      sums = sums.add(d.mul(d));
    }
    float sum = sum(sums);
    for (; i < n; i++) {
      float d = a[aOffset + i] - b[bOffset + i];
      sum += d * d;
    }
    return sum;
  }

  /** Adds {@code factor · a} to {@code out}, element by element. */
  public static void addScaled(
      float factor, float[] a, int aOffset, float[] out, int outOffset, int n) {
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      FloatVector.fromArray(LANES, out, outOffset + i)
          .add(FloatVector.fromArray(LANES, a, aOffset + i).mul(factor))
          .intoArray(out, outOffset + i);
    }
    for (; i < n; i++) {
      out[outOffset + i] += factor * a[aOffset + i];
    }
  }

  /** Adds the eight lanes as ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)). */
  private static float sum(FloatVector v) {
    return ((v.lane(0) + v.lane(4)) + (v.lane(2) + v.lane(6)))
        + ((v.lane(1) + v.lane(5)) + (v.lane(3) + v.lane(7)));
  }
}
