package sluice.candidates.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import sluice.core.Parallel;

/**
 * A symmetric positive definite matrix of n rows in double precision, of which square tiles of the
 * lower triangle are kept, and its inverse in place by Gauss-Jordan elimination without pivoting,
 * one row of tiles after the other.
 *
 * <p>With D the inverse of the tile on the diagonal and C the tiles beside it, a step makes A − C D
 * Cᵀ of all others, C D of C and −D of the tile; after all steps there stands −A⁻¹ (the sweep of
 * Goodnight 1979). That is n³ / 2 multiplications, as many as by Cholesky's factors. Every element
 * is a chain of fused multiply-adds in a fixed order, whatever the width of the vectors and the
 * number of threads: the result is the same to the bit on every machine. Memory: {@link #bytes}.
 * Not thread-safe, but different rows of tiles may be filled by different threads.
 */
public final class SymmetricTiles {
  /** Rows of a tile: a multiple of every vector's lanes. */
  static final int SIDE = 64;

  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int AREA = SIDE * SIDE;

  private final int size;
  private final double[][] tiles;

  /** Makes the unit matrix of some rows. */
  public SymmetricTiles(int rows) {
    this.size = (rows + SIDE - 1) / SIDE;
    this.tiles = new double[size * (size + 1) / 2][AREA];
    // what pads the last tiles is a unit matrix that nothing is linked to
    for (int i = 0; i < size * SIDE; i++) {
      tile(i / SIDE, i / SIDE)[i % SIDE * SIDE + i % SIDE] = 1;
    }
  }

  /** Returns the bytes that a matrix of some rows takes while it is inverted. */
  static long bytes(int rows) {
    long size = ((long) rows + SIDE - 1) / SIDE;
    return (size * (size + 1) / 2 + 2 * size) * AREA * Double.BYTES;
  }

  /** Returns how many rows of tiles there are. */
  int size() {
    return size;
  }

  /** Returns an element. */
  public double get(int i, int j) {
    int low = Math.min(i, j);
    int high = Math.max(i, j);
    return tile(high / SIDE, low / SIDE)[high % SIDE * SIDE + low % SIDE];
  }

  /** Sets an element, column j at most row i. */
  public void set(int i, int j, double value) {
    tile(i / SIDE, j / SIDE)[i % SIDE * SIDE + j % SIDE] = value;
    if (i / SIDE == j / SIDE) {
      tile(i / SIDE, j / SIDE)[j % SIDE * SIDE + i % SIDE] = value;
    }
  }

  /** Writes elements i, 0 … i, n − 1 to an array. */
  void row(int i, int n, double[] out) {
    for (int t = 0; t < size; t++) {
      int from = t * SIDE;
      int count = Math.min(SIDE, n - from);
      if (t <= i / SIDE) {
        System.arraycopy(tile(i / SIDE, t), i % SIDE * SIDE, out, from, count);
      } else {
        double[] tile = tile(t, i / SIDE);
        for (int j = 0; j < count; j++) {
          out[from + j] = tile[j * SIDE + i % SIDE];
        }
      }
    }
  }

  private double[] tile(int row, int column) {
    return tiles[row * (row + 1) / 2 + column];
  }

  /**
   * Turns the matrix into minus its inverse.
   *
   * @throws ArithmeticException where it is not positive definite
   */
  public void negatedInverse(int threads) {
    double[][] beside = new double[size][AREA];
    double[][] solved = new double[size][AREA];
    for (int step = 0; step < size; step++) {
      int k = step;
      double[] d = tile(k, k);
      invert(d);
      int[] others = IntStream.range(0, size).filter(t -> t != k).toArray();
      Parallel.run(
          threads,
          others.length,
          () -> k,
          (o, at) -> prepare(others[o], at, d, beside[others[o]], solved[others[o]]));
      Parallel.run(
          threads, others.length, () -> k, (o, at) -> subtract(others[o], at, solved, beside));
      Parallel.run(
          threads, others.length, () -> k, (o, at) -> replace(others[o], at, solved[others[o]]));
      for (int i = 0; i < AREA; i++) {
        d[i] = -d[i];
      }
    }
  }

  /** Makes of the tile C beside the diagonal its transpose and −C D. */
  private void prepare(int t, int k, double[] d, double[] beside, double[] solved) {
    double[] c = t > k ? tile(t, k) : transposed(tile(k, t));
    System.arraycopy(transposed(c), 0, beside, 0, AREA);
    Arrays.fill(solved, 0);
    multiply(solved, c, d);
    for (int i = 0; i < AREA; i++) {
      solved[i] = -solved[i];
    }
  }

  private void subtract(int t, int k, double[][] solved, double[][] beside) {
    for (int u = 0; u <= t; u++) {
      if (u != k) {
        multiply(tile(t, u), solved[t], beside[u]);
      }
    }
  }

  private void replace(int t, int k, double[] solved) {
    double[] into = t > k ? tile(t, k) : tile(k, t);
    double[] from = t > k ? solved : transposed(solved);
    for (int i = 0; i < AREA; i++) {
      into[i] = -from[i];
    }
  }

  private static double[] transposed(double[] a) {
    double[] out = new double[AREA];
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        out[j * SIDE + i] = a[i * SIDE + j];
      }
    }
    return out;
  }

  /** Adds a · b to a tile, four rows by two vectors at a time: what the registers hold. */
  private static void multiply(double[] out, double[] a, double[] b) {
    int width = LANES.length();
    for (int i = 0; i < SIDE; i += 4) {
      for (int j = 0; j < SIDE; j += 2 * width) {
        int o = i * SIDE + j;
        int p = o + SIDE;
        int q = p + SIDE;
        int r = q + SIDE;
        DoubleVector o0 = DoubleVector.fromArray(LANES, out, o);
        DoubleVector o1 = DoubleVector.fromArray(LANES, out, o + width);
        DoubleVector p0 = DoubleVector.fromArray(LANES, out, p);
        DoubleVector p1 = DoubleVector.fromArray(LANES, out, p + width);
        DoubleVector q0 = DoubleVector.fromArray(LANES, out, q);
        DoubleVector q1 = DoubleVector.fromArray(LANES, out, q + width);
        DoubleVector r0 = DoubleVector.fromArray(LANES, out, r);
        DoubleVector r1 = DoubleVector.fromArray(LANES, out, r + width);
        for (int x = 0; x < SIDE; x++) {
          DoubleVector b0 = DoubleVector.fromArray(LANES, b, x * SIDE + j);
          DoubleVector b1 = DoubleVector.fromArray(LANES, b, x * SIDE + j + width);
          DoubleVector f = DoubleVector.broadcast(LANES, a[i * SIDE + x]);
          o0 = f.fma(b0, o0);
          o1 = f.fma(b1, o1);
          f = DoubleVector.broadcast(LANES, a[i * SIDE + SIDE + x]);
          p0 = f.fma(b0, p0);
          p1 = f.fma(b1, p1);
          f = DoubleVector.broadcast(LANES, a[i * SIDE + 2 * SIDE + x]);
          q0 = f.fma(b0, q0);
          q1 = f.fma(b1, q1);
          f = DoubleVector.broadcast(LANES, a[i * SIDE + 3 * SIDE + x]);
          r0 = f.fma(b0, r0);
          r1 = f.fma(b1, r1);
        }
        o0.intoArray(out, o);
        o1.intoArray(out, o + width);
        p0.intoArray(out, p);
        p1.intoArray(out, p + width);
        q0.intoArray(out, q);
        q1.intoArray(out, q + width);
        r0.intoArray(out, r);
        r1.intoArray(out, r + width);
      }
    }
  }

  /** Inverts one full tile in place. */
  private static void invert(double[] d) {
    for (int k = 0; k < SIDE; k++) {
      double pivot = d[k * SIDE + k];
      if (!(pivot > 0)) {
        throw new ArithmeticException("the matrix is not positive definite");
      }
      for (int i = 0; i < SIDE; i++) {
        if (i != k) {
          double factor = d[i * SIDE + k] / pivot;
          for (int j = 0; j < SIDE; j++) {
            d[i * SIDE + j] = Math.fma(-factor, d[k * SIDE + j], d[i * SIDE + j]);
          }
          d[i * SIDE + k] = -factor;
        }
      }
      for (int j = 0; j < SIDE; j++) {
        d[k * SIDE + j] /= pivot;
      }
      d[k * SIDE + k] = 1 / pivot;
    }
  }
}
