package sluice.ranking;

import java.util.Arrays;
import sluice.core.FeatureMatrix;

/**
 * SHAP values of an ensemble of trees: the margin of a row, divided among its features.
 *
 * <p>Feature i receives φᵢ = Σ over the sets S of other features of |S|! (M − |S| − 1)! / M! × (v(S
 * ∪ {i}) − v(S)), where M is the number of features and v(S) is the trees' answer when only S is
 * known: a split on a known feature is followed by the row's value (NaN goes where training sent
 * what was missing), a split on any other is answered by both children, weighed by their cover. So
 * Σ φᵢ + {@link #base} is the margin, and base is v of the empty set: the mean answer over the
 * training rows, weighed by cover.
 *
 * <p>Computed exactly and without going through sets: Lundberg et al., "From local explanations to
 * global understanding with explainable AI for trees", Nature Machine Intelligence 2020, algorithm
 * 2 ("path-dependent TreeSHAP"), as XGBoost's own {@code predict_contrib}. A row costs O(trees ×
 * leaves × depth²) time and, once a thread, O(depth²) memory. Sums are in double, in the order of
 * the trees. Immutable, safe for use by many threads.
 */
final class TreeShap {
  private final FlatTrees trees;
  private final int used;
  private final double[] share;
  private final double base;
  private final int depth;
  private final ThreadLocal<Walk> walks = ThreadLocal.withInitial(Walk::new);

  /**
   * Prepares.
   *
   * @param used how many of the first trees count
   */
  TreeShap(FlatTrees trees, int used) {
    this.trees = trees;
    this.used = used;
    this.share = new double[trees.root(used)];
    double sum = trees.base();
    int deepest = 0;
    for (int t = 0; t < used; t++) {
      deepest = Math.max(deepest, setShares(trees.root(t)));
      sum += mean(trees.root(t));
    }
    this.base = sum;
    this.depth = deepest;
  }

  /**
   * Sets what share of a node's rows each child has, all the way down; returns how deep that is.
   */
  private int setShares(int node) {
    if (trees.column(node) < 0) {
      return 0;
    }
    int left = trees.left(node);
    int right = trees.right(node);
    // of the children's sum, not of the parent's rounded cover: so the shares add up to 1
    double both = (double) trees.cover(left) + trees.cover(right);
    share[left] = both > 0 ? trees.cover(left) / both : 0.5;
    share[right] = 1 - share[left];
    return 1 + Math.max(setShares(left), setShares(right));
  }

  private double mean(int node) {
    if (trees.column(node) < 0) {
      return trees.leaf(node);
    }
    int left = trees.left(node);
    int right = trees.right(node);
    return share[left] * mean(left) + share[right] * mean(right);
  }

  /** Returns the mean margin over the training rows. */
  double base() {
    return base;
  }

  /** Sets the contributions of one row. */
  void contributions(FeatureMatrix rows, int row, double[] out) {
    Arrays.fill(out, 0);
    Walk walk = walks.get();
    for (int t = 0; t < used; t++) {
      walk.down(trees.root(t), 0, 0, 1, 1, -1, rows.data(), row * trees.columns(), out);
    }
  }

  /**
   * One thread's way down a tree, with the features met on it.
   *
   * <p>For each: what share of the sets that leave it out (zero) and that hold it (one) comes this
   * way; and weight[i] is the summed weight of the sets of i of these features. Each level works on
   * a copy, behind its parent's, so that going back up costs nothing.
   */
  private final class Walk {
    private final int[] column;
    private final double[] zero;
    private final double[] one;
    private final double[] weight;

    Walk() {
      int room = (depth + 2) * (depth + 3) / 2;
      column = new int[room];
      zero = new double[room];
      one = new double[room];
      weight = new double[room];
    }

    void down(
        int node,
        int parents,
        int parentsLength,
        double zeroShare,
        double oneShare,
        int by,
        float[] data,
        int row,
        double[] out) {
      int at = parents + parentsLength;
      System.arraycopy(column, parents, column, at, parentsLength);
      System.arraycopy(zero, parents, zero, at, parentsLength);
      System.arraycopy(one, parents, one, at, parentsLength);
      System.arraycopy(weight, parents, weight, at, parentsLength);
      extend(at, parentsLength, zeroShare, oneShare, by);
      int length = parentsLength + 1;
      int split = trees.column(node);
      if (split < 0) {
        for (int i = 1; i < length; i++) {
          out[column[at + i]] +=
              unwoundSum(at, length - 1, i) * (one[at + i] - zero[at + i]) * trees.leaf(node);
        }
        return;
      }
      int hot = trees.next(node, data[row + split]);
      int cold = hot == trees.left(node) ? trees.right(node) : trees.left(node);
      double zeroBefore = 1;
      double oneBefore = 1;
      for (int i = 1; i < length; i++) {
        if (column[at + i] == split) { // split on twice: its first place is given up
          zeroBefore = zero[at + i];
          oneBefore = one[at + i];
          unwind(at, length - 1, i);
          length--;
          break;
        }
      }
      double toHot = zeroBefore * share[hot];
      double toCold = zeroBefore * share[cold];
      if (toHot > 0 || oneBefore > 0) {
        down(hot, at, length, toHot, oneBefore, split, data, row, out);
      }
      if (toCold > 0) { // else no set comes there
        down(cold, at, length, toCold, 0, split, data, row, out);
      }
    }

    /** Adds a feature behind the last of {@code length}. */
    private void extend(int at, int length, double zeroShare, double oneShare, int by) {
      column[at + length] = by;
      zero[at + length] = zeroShare;
      one[at + length] = oneShare;
      weight[at + length] = length == 0 ? 1 : 0;
      for (int i = length - 1; i >= 0; i--) {
        weight[at + i + 1] += oneShare * weight[at + i] * (i + 1) / (length + 1);
        weight[at + i] = zeroShare * weight[at + i] * (length - i) / (length + 1);
      }
    }

    /** Takes feature i out again: the inverse of {@link #extend}, in whatever order they came. */
    private void unwind(int at, int last, int i) {
      double z = zero[at + i];
      double o = one[at + i];
      double next = weight[at + last];
      for (int j = last - 1; j >= 0; j--) {
        if (o != 0) {
          double before = weight[at + j];
          weight[at + j] = next * (last + 1) / ((j + 1) * o);
          next = before - weight[at + j] * z * (last - j) / (last + 1);
        } else {
          weight[at + j] = weight[at + j] * (last + 1) / (z * (last - j));
        }
      }
      for (int j = at + i; j < at + last; j++) {
        column[j] = column[j + 1];
        zero[j] = zero[j + 1];
        one[j] = one[j + 1];
      }
    }

    /** Returns what the weights would add up to without feature i. */
    private double unwoundSum(int at, int last, int i) {
      double z = zero[at + i];
      double o = one[at + i];
      double next = weight[at + last];
      double sum = 0;
      for (int j = last - 1; j >= 0; j--) {
        if (o != 0) {
          double without = next * (last + 1) / ((j + 1) * o);
          sum += without;
          next = weight[at + j] - without * z * (last - j) / (last + 1);
        } else {
          sum += weight[at + j] * (last + 1) / (z * (last - j));
        }
      }
      return sum;
    }
  }
}
