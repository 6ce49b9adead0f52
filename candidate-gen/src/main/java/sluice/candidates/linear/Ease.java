package sluice.candidates.linear;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import sluice.candidates.neighbour.Sequences;
import sluice.core.FittingPart;
import sluice.core.Parallel;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * Weights of EASE (Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data"): the B of
 * zero diagonal that minimises |X − X B|² + λ |B|².
 *
 * <p>X has a row a user and a column an item: 1 where the user has an interaction of a weight above
 * 0, or 2^(−age / half-life) with the age of the latest in days before the end of the part. With P
 * = (Xᵀ X + λ I)⁻¹, B_ij = −P_ij / P_jj. Time n³ / 2 for n items, and the squares of the histories'
 * lengths; memory {@link #bytes}. The result is the same to the bit for any number of threads and
 * on every machine.
 */
final class Ease {
  private Ease() {}

  /** Returns the bytes that fitting takes at its peak. */
  static long bytes(int items, int neighbours) {
    long row = neighbours == 0 ? 4L * items : 12L * Math.min(neighbours, items);
    return SymmetricTiles.bytes(items) + items * row;
  }

  /** Returns λ where none is given: 70 times the cube root of an item's mean square in X. */
  static double regularization(double meanSquare) {
    return 70 * Math.cbrt(meanSquare);
  }

  /**
   * Chooses the items that have weights: those with most users, ties by a hash of their ids.
   *
   * @return in the order of the catalogue
   */
  static int[] items(FittingPart part, Sequences rows, int most, int minCount, long seed) {
    TieBreak ties = new TieBreak(seed, part.catalogue());
    return IntStream.range(0, part.catalogue().size())
        .filter(item -> rows.count(item) >= minCount)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(item -> -rows.count(item))
                .thenComparingLong(ties::key))
        .limit(most)
        .mapToInt(item -> item)
        .sorted()
        .toArray();
  }

  /** What {@link #fit} made, and the λ that it took. */
  record Fitted(ItemWeights weights, double regularization) {}

  static Fitted fit(
      FittingPart part,
      Sequences rows,
      int[] items,
      EaseSettings settings,
      long seed,
      int threads) {
    int n = items.length;
    SymmetricTiles matrix = new SymmetricTiles(n);
    gram(
        part,
        rows,
        items,
        settings.halfLifeDays().orElse(Double.POSITIVE_INFINITY),
        matrix,
        threads);
    double trace = Arrays.stream(diagonal(matrix, n)).sum();
    double lambda = settings.regularization().orElse(regularization(trace / Math.max(1, n)));
    for (int i = 0; i < n; i++) {
      matrix.set(i, i, matrix.get(i, i) + lambda);
    }
    matrix.negatedInverse(threads);
    ItemWeights weights =
        settings.neighbours() == 0 || settings.neighbours() >= n - 1
            ? dense(items, matrix, threads)
            : sparse(part, items, matrix, settings.neighbours(), seed, threads);
    return new Fitted(weights, lambda);
  }

  /** Adds up Xᵀ X. */
  static void gram(
      FittingPart part,
      Sequences rows,
      int[] items,
      double halfLifeDays,
      SymmetricTiles into,
      int threads) {
    float[] x = entries(rows, part.timed() ? halfLifeDays : Double.POSITIVE_INFINITY);
    int[] places = ItemWeights.places(items, part.catalogue().size());
    Parallel.run(
        threads,
        into.size(),
        () -> new double[items.length],
        (block, sums) -> {
          int end = Math.min(items.length, (block + 1) * SymmetricTiles.SIDE);
          for (int i = block * SymmetricTiles.SIDE; i < end; i++) {
            Arrays.fill(sums, 0, i + 1, 0);
            for (int k = rows.placeOffsets[items[i]]; k < rows.placeOffsets[items[i] + 1]; k++) {
              int p = rows.places[k];
              for (int q = rows.start[p]; q < rows.end[p]; q++) {
                int j = places[rows.item[q]];
                if (j >= 0 && j <= i) {
                  sums[j] += (double) x[p] * x[q];
                }
              }
            }
            for (int j = 0; j <= i; j++) {
              into.set(i, j, sums[j]);
            }
          }
        });
  }

  private static float[] entries(Sequences rows, double halfLifeDays) {
    float[] x = new float[rows.places.length];
    int end = Arrays.stream(rows.minute, 0, x.length).max().orElse(0);
    for (int p = 0; p < x.length; p++) {
      x[p] = LinearSource.decay(60_000L * (end - rows.minute[p]), halfLifeDays);
    }
    return x;
  }

  private static ItemWeights dense(int[] items, SymmetricTiles inverse, int threads) {
    int n = items.length;
    float[] weights = new float[n * n];
    double[] diagonal = diagonal(inverse, n);
    Parallel.run(
        threads,
        n,
        () -> new double[n],
        (i, row) -> {
          row(inverse, i, diagonal, row);
          for (int j = 0; j < n; j++) {
            weights[i * n + j] = (float) row[j];
          }
        });
    return ItemWeights.dense(items, weights);
  }

  private static ItemWeights sparse(
      FittingPart part, int[] items, SymmetricTiles inverse, int k, long seed, int threads) {
    int n = items.length;
    int[][] columns = new int[n][];
    float[][] weights = new float[n][];
    double[] diagonal = diagonal(inverse, n);
    Parallel.run(
        threads,
        n,
        () -> new double[n],
        (i, row) -> {
          row(inverse, i, diagonal, row);
          TopK top = new TopK(k);
          top.reset(new TieBreak(seed, part.catalogue()));
          for (int j = 0; j < n; j++) {
            if (row[j] != 0) {
              top.offer(items[j], (float) Math.abs(row[j]));
            }
          }
          columns[i] =
              Arrays.stream(top.take().items())
                  .map(item -> Arrays.binarySearch(items, item))
                  .sorted()
                  .toArray();
          weights[i] = new float[columns[i].length];
          for (int c = 0; c < columns[i].length; c++) {
            weights[i][c] = (float) row[columns[i][c]];
          }
        });
    return ItemWeights.sparse(items, columns, weights);
  }

  private static double[] diagonal(SymmetricTiles matrix, int n) {
    return IntStream.range(0, n).mapToDouble(i -> matrix.get(i, i)).toArray();
  }

  /** Makes row i of B from −P and its diagonal. */
  private static void row(SymmetricTiles inverse, int i, double[] diagonal, double[] out) {
    inverse.row(i, diagonal.length, out);
    for (int j = 0; j < diagonal.length; j++) {
      out[j] = j == i ? 0 : -out[j] / diagonal[j];
    }
  }
}
