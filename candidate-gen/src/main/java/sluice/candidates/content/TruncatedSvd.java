package sluice.candidates.content;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.candidates.text.ItemTerms;
import sluice.core.Parallel;
import sluice.core.Randomness;
import sluice.core.VectorMath;

/**
 * The projection of a sparse matrix's rows on its leading right singular vectors, by subspace
 * iteration (Halko, Martinsson, Tropp 2011) from a seeded random start.
 *
 * <p>The projected rows are known up to a rotation, which changes no inner product. Start values
 * depend on a term's word, not on its number. The same to the bit for any number of threads: every
 * row is summed by one thread.
 */
final class TruncatedSvd {
  private static final int ROUNDS = 5;

  private TruncatedSvd() {}

  /**
   * Projects.
   *
   * @param matrix items by terms
   * @param terms the words of the columns
   * @param dimension how many singular vectors
   * @return dimension floats an item
   */
  static float[] project(
      TermMatrix matrix, ItemTerms terms, int dimension, long seed, int threads) {
    TermMatrix transposed = matrix.transposed();
    float[] basis = new float[Math.multiplyExact(matrix.columns(), dimension)];
    for (int t = 0; t < matrix.columns(); t++) {
      if (terms.documents(t) > 1) {
        long id = Randomness.hash(terms.fields().get(terms.field(t)) + '\n' + terms.word(t));
        SplittableRandom random = Randomness.generator(seed, "content", id);
        for (int f = 0; f < dimension; f++) {
          basis[t * dimension + f] = (float) random.nextGaussian();
        }
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      basis = multiply(transposed, multiply(matrix, basis, dimension, threads), dimension, threads);
      basis = orthonormal(basis, matrix.columns(), dimension);
    }
    return multiply(matrix, basis, dimension, threads);
  }

  private static float[] multiply(TermMatrix a, float[] b, int n, int threads) {
    float[] product = new float[Math.multiplyExact(a.rows(), n)];
    Parallel.run(
        threads,
        a.rows(),
        () -> product,
        (row, out) -> {
          for (int i = a.start(row); i < a.start(row + 1); i++) {
            VectorMath.addScaled(a.value(i), b, a.column(i) * n, out, row * n, n);
          }
        });
    return product;
  }

  /**
   * Makes the columns orthonormal (Gram and Schmidt, twice); what depends on columns before it
   * becomes zero.
   */
  private static float[] orthonormal(float[] rows, int count, int n) {
    float[] columns = new float[rows.length];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < n; c++) {
        columns[c * count + r] = rows[r * n + c];
      }
    }
    for (int c = 0; c < n; c++) {
      int at = c * count;
      float before = VectorMath.dot(columns, at, columns, at, count);
      for (int pass = 0; pass < 2; pass++) {
        for (int d = 0; d < c; d++) {
          float along = VectorMath.dot(columns, at, columns, d * count, count);
          VectorMath.addScaled(-along, columns, d * count, columns, at, count);
        }
      }
      float after = VectorMath.dot(columns, at, columns, at, count);
      if (after > before * 1e-8f) {
        float factor = (float) (1 / Math.sqrt(after));
        for (int r = at; r < at + count; r++) {
          columns[r] *= factor;
        }
      } else {
        Arrays.fill(columns, at, at + count, 0f);
      }
    }
    float[] result = new float[rows.length];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < n; c++) {
        result[r * n + c] = columns[c * count + r];
      }
    }
    return result;
  }
}
