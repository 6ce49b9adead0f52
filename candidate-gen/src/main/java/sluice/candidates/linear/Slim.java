package sluice.candidates.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import sluice.candidates.neighbour.Sequences;
import sluice.core.Parallel;
import sluice.core.graph.ItemGraph;

/**
 * Weights of SLIM (Ning, Karypis 2011): each item's column w minimises ½ |x_j − X w|² + λ₂ / 2 |w|²
 * + λ₁ |w|₁ with w ≥ 0 and w_j = 0, over the nearest items alone (fsSLIM).
 *
 * <p>X has a row a user and a column an item, 1 where the user has an interaction of a weight above
 * 0. Solved by coordinate descent (Friedman, Hastie, Tibshirani 2010) from 0 on, the nearest item
 * first: w_i = max(0, x_i · (x_j − X w + x_i w_i) − λ₁) / (x_i · x_i + λ₂). A round costs the users
 * of the nearest items. Items are solved side by side, each in a fixed order, so that the number of
 * threads changes nothing. Memory: 8 bytes a user and thread, 12 a weight.
 */
final class Slim {
  private final Sequences rows;
  private final ItemGraph nearest;
  private final SlimSettings settings;

  private Slim(Sequences rows, ItemGraph nearest, SlimSettings settings) {
    this.rows = rows;
    this.nearest = nearest;
    this.settings = settings;
  }

  /**
   * Fits weights.
   *
   * @param nearest the items that each is predicted from
   */
  static ItemWeights fit(
      Sequences rows, int users, ItemGraph nearest, SlimSettings settings, int threads) {
    Slim slim = new Slim(rows, nearest, settings);
    int items = nearest.items();
    double[][] solved = new double[items][];
    Parallel.run(
        threads,
        items,
        () -> new double[users],
        (item, residual) -> solved[item] = slim.solve(item, residual));
    return slim.byRow(solved);
  }

  /**
   * Returns the weights of an item's nearest, in their order; the residual is 0 before and after.
   */
  private double[] solve(int item, double[] residual) {
    int from = nearest.start(item);
    double[] weights = new double[nearest.start(item + 1) - from];
    add(item, 1, residual);
    double moved = Double.POSITIVE_INFINITY;
    for (int round = 0; round < settings.iterations() && moved > settings.tolerance(); round++) {
      moved = 0;
      for (int k = 0; k < weights.length; k++) {
        int other = nearest.neighbour(from + k);
        int count = rows.count(other);
        double gain = dot(other, residual) + count * weights[k] - settings.l1();
        double next = Math.max(0, gain) / (count + settings.l2());
        if (next != weights[k]) {
          add(other, weights[k] - next, residual);
          moved = Math.max(moved, Math.abs(next - weights[k]));
          weights[k] = next;
        }
      }
    }
    clear(item, residual);
    for (int k = 0; k < weights.length; k++) {
      clear(nearest.neighbour(from + k), residual);
    }
    return weights;
  }

  private double dot(int item, double[] residual) {
    double sum = 0;
    for (int k = rows.placeOffsets[item]; k < rows.placeOffsets[item + 1]; k++) {
      sum += residual[rows.user[rows.places[k]]];
    }
    return sum;
  }

  private void add(int item, double amount, double[] residual) {
    for (int k = rows.placeOffsets[item]; k < rows.placeOffsets[item + 1]; k++) {
      residual[rows.user[rows.places[k]]] += amount;
    }
  }

  private void clear(int item, double[] residual) {
    for (int k = rows.placeOffsets[item]; k < rows.placeOffsets[item + 1]; k++) {
      residual[rows.user[rows.places[k]]] = 0;
    }
  }

  /** Turns the columns that were solved into rows: what an item of the history adds to others. */
  private ItemWeights byRow(double[][] solved) {
    int items = solved.length;
    int[] starts = new int[items + 1];
    for (int j = 0; j < items; j++) {
      for (int k = 0; k < solved[j].length; k++) {
        starts[nearest.neighbour(nearest.start(j) + k) + 1] += solved[j][k] > 0 ? 1 : 0;
      }
    }
    Arrays.parallelPrefix(starts, Math::addExact);
    int[] next = starts.clone();
    int[] columns = new int[starts[items]];
    float[] weights = new float[columns.length];
    for (int j = 0; j < items; j++) {
      for (int k = 0; k < solved[j].length; k++) {
        if (solved[j][k] > 0) {
          int at = next[nearest.neighbour(nearest.start(j) + k)]++;
          columns[at] = j;
          weights[at] = (float) solved[j][k];
        }
      }
    }
    return new ItemWeights(IntStream.range(0, items).toArray(), starts, columns, weights);
  }
}
