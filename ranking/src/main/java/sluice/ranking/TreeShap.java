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
 * <p>These are the values of algorithm 2 ("path-dependent TreeSHAP") of Lundberg et al., "From
 * local explanations to global understanding with explainable AI for trees", Nature Machine
 * Intelligence 2020, and so of XGBoost's {@code predict_contrib}. They are computed otherwise, as
 * exactly and with fewer steps. A leaf of value a, with the features i on the way to it, answers a
 * set S by a × Π (S holds i ? oᵢ : zᵢ), where zᵢ is the product of the cover shares of the splits
 * on i, and oᵢ is 1 if the row goes the way to the leaf at all of these splits, else 0. By Owen
 * ("Multilinear extensions of games", Management Science 1972) its part of φᵢ is
 *
 * <pre>  a (oᵢ − zᵢ) ∫₀¹ Π over the others j of fⱼ(t) dt,   f(t) = z + t (o − z)</pre>
 *
 * <p>The integrand is a polynomial of a degree below the depth, so that {@link GaussLegendre} of
 * half as many points gives the integral itself. At each point the product is carried down the tree
 * and the leaves' sums are carried up; φᵢ is gathered on the way up, by division by fᵢ. A row costs
 * O(trees × leaves × depth) time (algorithm 2: × depth²; measured by {@code
 * sluice.benchmarks.TreeScores}, see docs/reference/explain.md) and, once a thread, O(depth² +
 * columns) memory. Sums are in double, in the order of the trees. Immutable, safe for use by many
 * threads.
 */
final class TreeShap {
  private final FlatTrees trees;
  private final int used;
  private final double[] share;
  private final double base;
  private final ThreadLocal<Walk> walks;

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
    int depth = deepest;
    GaussLegendre rule = GaussLegendre.of(Math.max(1, (depth + 1) / 2));
    this.walks = ThreadLocal.withInitial(() -> new Walk(trees, share, rule, depth));
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
    Walk walk = walks.get();
    walk.begin(rows.data(), row * trees.columns(), out);
    for (int t = 0; t < used; t++) {
      walk.visit(trees.root(t), 0);
    }
  }

  /**
   * One thread's way through the trees with a row. Static: with a reference to what holds it by
   * thread, a thread that lives on would keep the trees of every model that has served.
   */
  private static final class Walk {
    private final FlatTrees trees;
    private final double[] share;
    private final double[] points;
    private final double[] weights;
    private final int n;

    /** For each level and point: weight of the point × Π fⱼ of the features above. */
    private final double[] products;

    /** For each level and point: the sum over the leaves below of value × product. */
    private final double[] sums;

    /** For each column zᵢ and whether oᵢ is 1, on the way to where we are; 1 and 1 unless met. */
    private final double[] zero;

    private final boolean[] one;
    private float[] data = {};
    private int row;
    private double[] out = {};

    Walk(FlatTrees trees, double[] share, GaussLegendre rule, int depth) {
      this.trees = trees;
      this.share = share;
      this.points = rule.points();
      this.weights = rule.weights();
      this.n = points.length;
      this.products = new double[(depth + 1) * n];
      this.sums = new double[(depth + 1) * n];
      this.zero = new double[trees.columns()];
      this.one = new boolean[trees.columns()];
    }

    void begin(float[] ofData, int atRow, double[] into) {
      data = ofData;
      row = atRow;
      out = into;
      System.arraycopy(weights, 0, products, 0, n);
      Arrays.fill(zero, 1);
      Arrays.fill(one, true);
      Arrays.fill(out, 0);
    }

    /** Sets the sums of a node at this level. */
    void visit(int node, int level) {
      int at = level * n;
      int split = trees.column(node);
      if (split < 0) {
        for (int k = at; k < at + n; k++) {
          sums[k] = trees.leaf(node) * products[k];
        }
        return;
      }
      Arrays.fill(sums, at, at + n, 0);
      int left = trees.left(node);
      int right = trees.right(node);
      if (!one[split]) { // the row has turned off by this feature above: φ is settled there
        scale(left, level);
        scale(right, level);
        return;
      }
      int hot = trees.next(node, data[row + split]);
      double before = zero[split];
      take(hot, level, split, before);
      one[split] = false;
      leave(hot == left ? right : left, level, split, before);
      one[split] = true;
      zero[split] = before;
    }

    private void scale(int child, int level) {
      if (share[child] > 0) {
        int at = level * n;
        for (int k = at; k < at + n; k++) {
          products[k + n] = products[k] * share[child];
        }
        visit(child, level + 1);
        for (int k = at; k < at + n; k++) {
          sums[k] += sums[k + n];
        }
      }
    }

    /** Goes where the row goes: o stays 1, z shrinks. */
    private void take(int child, int level, int split, double before) {
      int at = level * n;
      double z = before * share[child];
      for (int k = 0; k < n; k++) {
        products[at + n + k] = products[at + k] * f(k, z) / f(k, before);
      }
      zero[split] = z;
      visit(child, level + 1);
      double phi = 0;
      for (int k = 0; k < n; k++) {
        double sum = sums[at + n + k];
        sums[at + k] += sum;
        // these leaves count with this z, no longer with the one of the split above
        phi += sum * ((1 - z) / f(k, z) - (1 - before) / f(k, before));
      }
      out[split] += phi;
    }

    /** Goes where the row does not go: o becomes 0, so that f is z (1 − t). */
    private void leave(int child, int level, int split, double before) {
      double z = before * share[child];
      if (z == 0) {
        return; // no set comes here
      }
      int at = level * n;
      for (int k = 0; k < n; k++) {
        products[at + n + k] = products[at + k] * z * (1 - points[k]) / f(k, before);
      }
      visit(child, level + 1);
      double phi = 0;
      for (int k = 0; k < n; k++) {
        double sum = sums[at + n + k];
        sums[at + k] += sum;
        phi -= sum * (1 / (1 - points[k]) + (1 - before) / f(k, before));
      }
      out[split] += phi;
    }

    /** Returns f of a feature by which the row has not turned off; above 0, as every point is. */
    private double f(int point, double z) {
      return z + points[point] * (1 - z);
    }
  }
}
