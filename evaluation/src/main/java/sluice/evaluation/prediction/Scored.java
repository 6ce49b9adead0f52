package sluice.evaluation.prediction;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows with a score and a binary label, such as the candidates of all test requests.
 *
 * <p>Immutable; the arrays are copied.
 */
public final class Scored {
  private final double[] scores;
  private final boolean[] labels;
  private final int positives;
  private int @Nullable [] ascending;

  /**
   * Makes rows.
   *
   * @param scores finite, higher means more likely
   * @param labels whether the row is positive
   */
  public Scored(double[] scores, boolean[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + scores.length + " scores");
    }
    this.scores = scores.clone();
    this.labels = labels.clone();
    int n = 0;
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new IllegalArgumentException("score " + scores[i] + " of row " + i);
      }
      n += labels[i] ? 1 : 0;
    }
    this.positives = n;
  }

  /** Returns the number of rows. */
  public int size() {
    return scores.length;
  }

  /** Returns the number of positive rows. */
  public int positives() {
    return positives;
  }

  double score(int row) {
    return scores[row];
  }

  boolean label(int row) {
    return labels[row];
  }

  /** Returns the rows by score ascending; equal scores in the order of the rows. Sorted once. */
  synchronized int[] ascending() {
    int[] known = ascending;
    if (known == null) {
      known = sort();
      ascending = known;
    }
    return known;
  }

  private int[] sort() {
    double[] sorted = scores.clone();
    for (int row = 0; row < sorted.length; row++) {
      sorted[row] += 0.0; // −0 and 0 are equal, but Arrays.sort parts them
    }
    Arrays.sort(sorted);
    int[] taken = new int[sorted.length];
    int[] order = new int[sorted.length];
    for (int row = 0; row < sorted.length; row++) {
      int first = firstAt(sorted, scores[row]);
      order[first + taken[first]++] = row;
    }
    return order;
  }

  private static int firstAt(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
