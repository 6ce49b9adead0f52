package sluice.core;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
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
  private static final VectorShuffle<Float> FOUR_APART = VectorShuffle.fromOp(LANES, j -> j ^ 4);
  private static final VectorShuffle<Float> TWO_APART = VectorShuffle.fromOp(LANES, j -> j ^ 2);
  private static final VectorShuffle<Float> ONE_APART = VectorShuffle.fromOp(LANES, j -> j ^ 1);
  private static final VectorMask<Float> UPPER_HALF = VectorMask.fromLong(LANES, 0b1111_0000);
  private static final VectorMask<Float> UPPER_PAIRS = VectorMask.fromLong(LANES, 0b1100_1100);

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

  /**
   * Writes to {@code out[0] … out[count − 1]} the inner products of {@code a} with some rows of
   * {@code b}, each equal to the bit to {@link #dot}; four rows at a time.
   *
   * @param a n elements of it count, from {@code aOffset} on
   * @param b rows of n elements
   * @param rows which of them; the first {@code count} are read
   * @param out has room for {@code count} rounded up to a multiple of four; what stands there
   *     behind the products is overwritten
   */
  public static void dots(
      float[] a, int aOffset, float[] b, int[] rows, int count, int n, float[] out) {
    int last = count - 1;
    for (int k = 0; k < count; k += 4) {
      dots(
          a,
          aOffset,
          b,
          rows[k] * n,
          rows[Math.min(k + 1, last)] * n,
          rows[Math.min(k + 2, last)] * n,
          rows[Math.min(k + 3, last)] * n,
          n,
          out,
          k);
    }
  }

  /**
   * Writes to {@code out[at] … out[at + 3]} the inner products of {@code a} with four vectors of
   * {@code b} that start at b0, b1, b2 and b3, each equal to the bit to {@link #dot}.
   *
   * <p>The four sums do not wait for each other, and their lanes are added together: about four
   * times as fast as one product after the other.
   */
  private static void dots(
      float[] a,
      int aOffset,
      float[] b,
      int b0,
      int b1,
      int b2,
      int b3,
      int n,
      float[] out,
      int at) {
    FloatVector s0 = FloatVector.zero(LANES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    for (; i <= n - WIDTH; i += WIDTH) {
      FloatVector q = FloatVector.fromArray(LANES, a, aOffset + i);
      s0 = s0.add(q.mul(FloatVector.fromArray(LANES, b, b0 + i)));
      s1 = s1.add(q.mul(FloatVector.fromArray(LANES, b, b1 + i)));
      s2 = s2.add(q.mul(FloatVector.fromArray(LANES, b, b2 + i)));
      s3 = s3.add(q.mul(FloatVector.fromArray(LANES, b, b3 + i)));
    }
    // after a step both halves hold the same sums, so that one of them can carry another vector's
    FloatVector pair0 = folded(s0, FOUR_APART).blend(folded(s1, FOUR_APART), UPPER_HALF);
    FloatVector pair1 = folded(s2, FOUR_APART).blend(folded(s3, FOUR_APART), UPPER_HALF);
    FloatVector all = folded(pair0, TWO_APART).blend(folded(pair1, TWO_APART), UPPER_PAIRS);
    FloatVector sums = folded(all, ONE_APART);
    float t0 = sums.lane(0);
    float t1 = sums.lane(4);
    float t2 = sums.lane(2);
    float t3 = sums.lane(6);
    for (; i < n; i++) {
      t0 += a[aOffset + i] * b[b0 + i];
      t1 += a[aOffset + i] * b[b1 + i];
      t2 += a[aOffset + i] * b[b2 + i];
      t3 += a[aOffset + i] * b[b3 + i];
    }
    out[at] = t0;
    out[at + 1] = t1;
    out[at + 2] = t2;
    out[at + 3] = t3;
  }

  /** Adds the eight lanes as ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)). */
  private static float sum(FloatVector v) {
    return folded(folded(folded(v, FOUR_APART), TWO_APART), ONE_APART).lane(0);
  }

  /** Adds to each lane its partner; addition of two floats gives the same either way round. */
  private static FloatVector folded(FloatVector v, VectorShuffle<Float> partner) {
    return v.add(v.rearrange(partner));
  }
}
