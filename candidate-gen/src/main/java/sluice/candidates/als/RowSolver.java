package sluice.candidates.als;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Solves one row of implicit ALS by conjugate gradient (Takács, Pilászy, Tikk 2011).
 *
 * <p>With Y the other side's vectors, G = Yᵀ Y, and extra confidences e of the row's entries, the
 * system is (G + Σ |e| y yᵀ + λ I) x = Σ over e > 0 of (1 + e) y. G is given, so that one step
 * costs stride² + 2 · stride · entries.
 *
 * <p>The sums run in a fixed order in eight lanes, entries in blocks of four, so that a row's
 * result depends on its input alone. Fused multiply-add is exact by definition, the same on every
 * machine. Not thread-safe: one a thread.
 */
final class RowSolver {
  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_256;

  private final int stride;
  private final float[] residual;
  private final float[] direction;
  private final float[] image;

  RowSolver(int stride) {
    this.stride = stride;
    this.residual = new float[stride];
    this.direction = new float[stride];
    this.image = new float[stride];
  }

  /**
   * Improves x by some steps.
   *
   * @param gram G, stride × stride
   * @param y vectors of the other side
   * @param c entries; {@code row} is the one to solve
   * @param lambda added to the diagonal
   * @param x flat array that holds the start and receives the result
   * @param at where in x the row's vector starts
   * @param steps at most so many
   */
  void solve(
      float[] gram, float[] y, Confidences c, int row, float lambda, float[] x, int at, int steps) {
    product(gram, x, at, lambda, residual);
    for (int i = 0; i < stride; i++) {
      residual[i] = -residual[i];
    }
    entries(y, c, row, x, at, residual, true);
    System.arraycopy(residual, 0, direction, 0, stride);
    float squared = dot(residual, 0, residual, 0, stride);
    float enough = squared * 1e-12f;
    for (int step = 0; step < steps && squared > enough && squared > 1e-30f; step++) {
      product(gram, direction, 0, lambda, image);
      entries(y, c, row, direction, 0, image, false);
      float length = squared / dot(direction, 0, image, 0, stride);
      addScaled(length, direction, 0, x, at);
      addScaled(-length, image, 0, residual, 0);
      float next = dot(residual, 0, residual, 0, stride);
      float beta = next / squared;
      for (int i = 0; i < stride; i += 8) {
        FloatVector d = FloatVector.fromArray(LANES, direction, i);
        d.mul(beta).add(FloatVector.fromArray(LANES, residual, i)).intoArray(direction, i);
      }
      squared = next;
    }
  }

  /**
   * Returns the row's share of the loss: Σ over entries of c (p − s)² − s², plus xᵀ G x, plus λ xᵀ
   * x.
   */
  double loss(float[] gram, float[] y, Confidences c, int row, float lambda, float[] x, int at) {
    product(gram, x, at, lambda, image);
    double sum = dot(x, at, image, 0, stride);
    for (int i = c.offsets()[row]; i < c.offsets()[row + 1]; i++) {
      double s = dot(x, at, y, c.columns()[i] * stride, stride);
      double e = c.extra()[i];
      double miss = e > 0 ? 1 - s : s;
      sum += (1 + Math.abs(e)) * miss * miss - s * s;
    }
    return sum;
  }

  /** out = (G + λ I) v. G is symmetric, so its rows may be added up, four at a time. */
  private void product(float[] gram, float[] v, int at, float lambda, float[] out) {
    for (int i = 0; i < stride; i += 8) {
      FloatVector.fromArray(LANES, v, at + i).mul(lambda).intoArray(out, i);
    }
    for (int j = 0; j < stride; j += 4) {
      FloatVector a = FloatVector.broadcast(LANES, v[at + j]);
      FloatVector b = FloatVector.broadcast(LANES, v[at + j + 1]);
      FloatVector c = FloatVector.broadcast(LANES, v[at + j + 2]);
      FloatVector d = FloatVector.broadcast(LANES, v[at + j + 3]);
      int from = j * stride;
      for (int i = 0; i < stride; i += 8) {
        FloatVector s = FloatVector.fromArray(LANES, out, i);
        s = FloatVector.fromArray(LANES, gram, from + i).fma(a, s);
        s = FloatVector.fromArray(LANES, gram, from + stride + i).fma(b, s);
        s = FloatVector.fromArray(LANES, gram, from + 2 * stride + i).fma(c, s);
        FloatVector.fromArray(LANES, gram, from + 3 * stride + i).fma(d, s).intoArray(out, i);
      }
    }
  }

  /**
   * Adds to out, over the row's entries, f y, where f is |e| (y · v), or for the first residual b −
   * |e| (y · v).
   */
  private void entries(
      float[] y, Confidences c, int row, float[] v, int at, float[] out, boolean first) {
    int[] columns = c.columns();
    float[] extra = c.extra();
    int i = c.offsets()[row];
    int end = c.offsets()[row + 1];
    for (; i <= end - 4; i += 4) {
      int r0 = columns[i] * stride;
      int r1 = columns[i + 1] * stride;
      int r2 = columns[i + 2] * stride;
      int r3 = columns[i + 3] * stride;
      FloatVector s0 = FloatVector.zero(LANES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int f = 0; f < stride; f += 8) {
        FloatVector w = FloatVector.fromArray(LANES, v, at + f);
        s0 = FloatVector.fromArray(LANES, y, r0 + f).fma(w, s0);
        s1 = FloatVector.fromArray(LANES, y, r1 + f).fma(w, s1);
        s2 = FloatVector.fromArray(LANES, y, r2 + f).fma(w, s2);
        s3 = FloatVector.fromArray(LANES, y, r3 + f).fma(w, s3);
      }
      FloatVector f0 = FloatVector.broadcast(LANES, factor(extra[i], sum(s0), first));
      FloatVector f1 = FloatVector.broadcast(LANES, factor(extra[i + 1], sum(s1), first));
      FloatVector f2 = FloatVector.broadcast(LANES, factor(extra[i + 2], sum(s2), first));
      FloatVector f3 = FloatVector.broadcast(LANES, factor(extra[i + 3], sum(s3), first));
      for (int f = 0; f < stride; f += 8) {
        FloatVector s = FloatVector.fromArray(LANES, out, f);
        s = FloatVector.fromArray(LANES, y, r0 + f).fma(f0, s);
        s = FloatVector.fromArray(LANES, y, r1 + f).fma(f1, s);
        s = FloatVector.fromArray(LANES, y, r2 + f).fma(f2, s);
        FloatVector.fromArray(LANES, y, r3 + f).fma(f3, s).intoArray(out, f);
      }
    }
    for (; i < end; i++) {
      int r = columns[i] * stride;
      addScaled(factor(extra[i], dot(v, at, y, r, stride), first), y, r, out, 0);
    }
  }

  private static float factor(float extra, float dot, boolean first) {
    float confidence = Math.abs(extra) * dot;
    return first ? (extra > 0 ? 1 + extra : 0) - confidence : confidence;
  }

  private void addScaled(float factor, float[] a, int aAt, float[] out, int outAt) {
    for (int i = 0; i < stride; i += 8) {
      FloatVector.fromArray(LANES, a, aAt + i)
          .fma(FloatVector.broadcast(LANES, factor), FloatVector.fromArray(LANES, out, outAt + i))
          .intoArray(out, outAt + i);
    }
  }

  private static float dot(float[] a, int aAt, float[] b, int bAt, int n) {
    FloatVector s = FloatVector.zero(LANES);
    for (int i = 0; i < n; i += 8) {
      s = FloatVector.fromArray(LANES, a, aAt + i).fma(FloatVector.fromArray(LANES, b, bAt + i), s);
    }
    return sum(s);
  }

  private static float sum(FloatVector v) {
    return ((v.lane(0) + v.lane(4)) + (v.lane(2) + v.lane(6)))
        + ((v.lane(1) + v.lane(5)) + (v.lane(3) + v.lane(7)));
  }

  /** Adds y yᵀ over some rows to a stride × stride matrix, which is cleared first. */
  static void gram(float[] y, int fromRow, int toRow, int stride, float[] out) {
    Arrays.fill(out, 0);
    int row = fromRow;
    for (; row <= toRow - 4; row += 4) {
      int r = row * stride;
      for (int a = 0; a < stride; a++) {
        FloatVector y0 = FloatVector.broadcast(LANES, y[r + a]);
        FloatVector y1 = FloatVector.broadcast(LANES, y[r + stride + a]);
        FloatVector y2 = FloatVector.broadcast(LANES, y[r + 2 * stride + a]);
        FloatVector y3 = FloatVector.broadcast(LANES, y[r + 3 * stride + a]);
        for (int i = 0; i < stride; i += 8) {
          FloatVector s = FloatVector.fromArray(LANES, out, a * stride + i);
          s = FloatVector.fromArray(LANES, y, r + i).fma(y0, s);
          s = FloatVector.fromArray(LANES, y, r + stride + i).fma(y1, s);
          s = FloatVector.fromArray(LANES, y, r + 2 * stride + i).fma(y2, s);
          FloatVector.fromArray(LANES, y, r + 3 * stride + i)
              .fma(y3, s)
              .intoArray(out, a * stride + i);
        }
      }
    }
    for (; row < toRow; row++) {
      int r = row * stride;
      for (int a = 0; a < stride; a++) {
        for (int i = 0; i < stride; i++) {
          out[a * stride + i] = Math.fma(y[r + a], y[r + i], out[a * stride + i]);
        }
      }
    }
  }
}
