package sluice.candidates.bpr;

import java.util.Arrays;
import sluice.candidates.als.Confidences;
import sluice.candidates.linear.SymmetricTiles;
import sluice.core.VectorMath;

/**
 * How a request's vector is made of its history: p = m W, with m = (Σ q_i / √n, 1) over the n items
 * i of the history.
 *
 * <p>W is fitted by ridge regression of the users' vectors as trained on what m is for their items:
 * W = (Mᵀ M + λ I)⁻¹ Mᵀ P, with λ the mean of the diagonal of Mᵀ M over 1,000. The user's own
 * vector of the training is not kept. Immutable, safe for use by many threads.
 */
final class FoldIn {
  private final int stride;
  private final float[] map;

  /**
   * Makes a fold-in of its matrix.
   *
   * @param map stride × stride, row f what element f of m adds to the vector; the row behind the
   *     factors is that of the 1
   */
  FoldIn(int stride, float[] map) {
    this.stride = stride;
    this.map = map;
  }

  float[] map() {
    return map;
  }

  /** Fits on the vectors of users and items; column {@code factors} of users is 1. */
  static FoldIn fit(float[] users, float[] items, Confidences rows, int factors, int stride) {
    int d = factors + 1;
    double[] right = new double[d * stride];
    double[] gram = new double[d * d];
    float[] mean = new float[stride];
    for (int user = 0; user < rows.rows(); user++) {
      int n = rows.count(user);
      if (n > 0) {
        Arrays.fill(mean, 0);
        for (int e = rows.start(user); e < rows.start(user + 1); e++) {
          VectorMath.addScaled(1, items, rows.column(e) * stride, mean, 0, stride);
        }
        finish(mean, n, factors);
        for (int a = 0; a < d; a++) {
          for (int b = 0; b <= a; b++) {
            gram[a * d + b] += (double) mean[a] * mean[b];
          }
          for (int f = 0; f < factors; f++) {
            right[a * stride + f] += (double) mean[a] * users[user * stride + f];
          }
        }
      }
    }
    return new FoldIn(stride, solve(gram, right, d, stride));
  }

  private static float[] solve(double[] gram, double[] right, int d, int stride) {
    SymmetricTiles matrix = new SymmetricTiles(d);
    double trace = 0;
    for (int a = 0; a < d; a++) {
      trace += gram[a * d + a];
    }
    double ridge = Math.max(1e-9, trace / d / 1000);
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        matrix.set(a, b, gram[a * d + b] + (a == b ? ridge : 0));
      }
    }
    matrix.negatedInverse(1);
    float[] map = new float[stride * stride];
    for (int a = 0; a < d; a++) {
      for (int f = 0; f < stride; f++) {
        double sum = 0;
        for (int b = 0; b < d; b++) {
          sum -= matrix.get(a, b) * right[b * stride + f];
        }
        map[a * stride + f] = (float) sum;
      }
    }
    return map;
  }

  /** Turns a sum of n vectors into m. */
  private static void finish(float[] sum, int n, int factors) {
    float scale = (float) (1 / Math.sqrt(n));
    for (int f = 0; f < factors; f++) {
      sum[f] *= scale;
    }
    Arrays.fill(sum, factors, sum.length, 0);
    sum[factors] = 1;
  }

  /**
   * Writes a request's vector.
   *
   * @param sum of the vectors of the history's items; changed
   * @param n how many they are
   */
  void write(float[] sum, int n, int factors, float[] query) {
    finish(sum, n, factors);
    Arrays.fill(query, 0);
    for (int a = 0; a <= factors; a++) {
      VectorMath.addScaled(sum[a], map, a * stride, query, 0, stride);
    }
    query[factors] = 1;
  }
}
