package sluice.ranking;

import java.util.Arrays;
import sluice.core.FeatureMatrix;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Regression trees in flat arrays, walked without objects: how a boosted ensemble is scored here.
 *
 * <p>A row's margin is {@code base} + the leaf values of the trees, added in float, tree after
 * tree: the order XGBoost adds them in, so that the numbers are its own. At a node a value below
 * the threshold goes left, one at or above it right, NaN where training sent what was missing.
 * Immutable, safe for use by many threads (xgboost4j's own {@code Booster.predict} is
 * synchronized).
 */
final class FlatTrees {
  private final int columns;
  private final float base;
  private final int[] roots;
  private final int[] column;
  private final float[] value;
  private final int[] left;
  private final int[] right;
  private final int[] missing;
  private final double[] gain;
  private final float[] cover;

  private FlatTrees(int columns, float base, int[] roots, int nodes) {
    this(
        columns,
        base,
        roots,
        new int[nodes],
        new float[nodes],
        new int[nodes],
        new int[nodes],
        new int[nodes],
        new double[nodes],
        new float[nodes]);
  }

  /**
   * Takes trees that lie in arrays.
   *
   * @param columns number of columns of the matrices to come
   * @param base the score before the first tree
   * @param roots per tree its first node, then the number of nodes
   * @param column per node the column it splits on, −1 where it is a leaf
   * @param value the threshold, or what the leaf adds
   * @param left the child for lower values
   * @param right the child for the others
   * @param missing the child for NaN
   * @param gain loss reduction of the split
   * @param cover weight of the training rows
   */
  FlatTrees(
      int columns,
      float base,
      int[] roots,
      int[] column,
      float[] value,
      int[] left,
      int[] right,
      int[] missing,
      double[] gain,
      float[] cover) {
    this.columns = columns;
    this.base = base;
    this.roots = roots;
    this.column = column;
    this.value = value;
    this.left = left;
    this.right = right;
    this.missing = missing;
    this.gain = gain;
    this.cover = cover;
  }

  /**
   * Reads trees from XGBoost's text dump with statistics, whose numbers have nine digits and so
   * read back exactly.
   *
   * @param columns number of columns of the matrices to come
   * @param columnOf the column of XGBoost's feature f0, f1, …
   * @param base the margin before the first tree
   * @param dump one text a tree
   */
  static FlatTrees parse(int columns, int[] columnOf, float base, String[] dump) {
    int[] roots = new int[dump.length + 1];
    for (int t = 0; t < dump.length; t++) {
      roots[t + 1] = roots[t] + nodes(dump[t]);
    }
    FlatTrees trees = new FlatTrees(columns, base, roots, roots[dump.length]);
    for (int t = 0; t < dump.length; t++) {
      int root = roots[t];
      dump[t]
          .lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty())
          .forEach(l -> trees.readNode(root, l, columnOf));
    }
    return trees;
  }

  /** Returns one more than the greatest node number: pruning may leave gaps. */
  private static int nodes(String tree) {
    return tree.lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .mapToInt(l -> Integer.parseInt(l.substring(0, l.indexOf(':'))))
            .max()
            .orElseThrow()
        + 1;
  }

  private void readNode(int root, String line, int[] columnOf) {
    int colon = line.indexOf(':');
    int node = root + Integer.parseInt(line.substring(0, colon));
    cover[node] = Float.parseFloat(field(line, "cover="));
    if (line.startsWith("leaf=", colon + 1)) {
      column[node] = -1;
      value[node] = Float.parseFloat(field(line, "leaf="));
      return;
    }
    int less = line.indexOf('<');
    column[node] = columnOf[Integer.parseInt(line.substring(line.indexOf("[f") + 2, less))];
    value[node] = Float.parseFloat(line.substring(less + 1, line.indexOf(']')));
    left[node] = root + Integer.parseInt(field(line, "yes="));
    right[node] = root + Integer.parseInt(field(line, "no="));
    missing[node] = root + Integer.parseInt(field(line, "missing="));
    gain[node] = Double.parseDouble(field(line, "gain="));
  }

  private static String field(String line, String key) {
    int from = line.indexOf(key);
    if (from < 0) {
      throw new IllegalStateException("XGBoost's dump has no " + key + " in: " + line);
    }
    int to = line.indexOf(',', from);
    return line.substring(from + key.length(), to < 0 ? line.length() : to);
  }

  void write(ArrayWriter out) {
    out.number("columns", columns).floats("base", new float[] {base}).ints("roots", roots);
    out.ints("column", column).floats("value", value).ints("left", left).ints("right", right);
    out.ints("missing", missing).doubles("gain", gain).floats("cover", cover);
  }

  static FlatTrees read(ArrayReader in) {
    int columns = (int) in.number("columns");
    float base = in.floats("base")[0];
    int[] roots = in.ints("roots");
    return new FlatTrees(
        columns,
        base,
        roots,
        in.ints("column"),
        in.floats("value"),
        in.ints("left"),
        in.ints("right"),
        in.ints("missing"),
        in.doubles("gain"),
        in.floats("cover"));
  }

  /** Returns the number of trees. */
  int size() {
    return roots.length - 1;
  }

  /** Returns the number of columns of a row. */
  int columns() {
    return columns;
  }

  /** Sets the margins of all rows to what they are before the first tree. */
  void start(float[] margins, int rows) {
    Arrays.fill(margins, 0, rows, base);
  }

  /** Adds one tree's leaves to the margins of rows {@code firstRow …}; margins start at index 0. */
  void add(int tree, FeatureMatrix matrix, int firstRow, int rows, float[] margins) {
    add(tree, matrix, firstRow, rows, margins, 0);
  }

  /** The same, where the margin of the first row stands at {@code offset}. */
  void add(int tree, FeatureMatrix matrix, int firstRow, int rows, float[] margins, int offset) {
    float[] data = matrix.data();
    int root = roots[tree];
    int at = firstRow * columns;
    for (int r = 0; r < rows; r++, at += columns) {
      int node = root;
      int c;
      while ((c = column[node]) >= 0) {
        node = next(node, data[at + c]);
      }
      margins[offset + r] += value[node];
    }
  }

  /** Returns the margin of all rows before the first tree. */
  float base() {
    return base;
  }

  /** Returns the first node of a tree; its nodes lie before the next tree's. */
  int root(int tree) {
    return roots[tree];
  }

  /** Returns the column that a node splits on, −1 where it is a leaf. */
  int column(int node) {
    return column[node];
  }

  /** Returns what a leaf adds. */
  float leaf(int node) {
    return value[node];
  }

  int left(int node) {
    return left[node];
  }

  int right(int node) {
    return right[node];
  }

  /** Returns the child that a row goes to whose value in the node's column is x. */
  int next(int node, float x) {
    float threshold = value[node];
    return x < threshold ? left[node] : x >= threshold ? right[node] : missing[node];
  }

  /**
   * Returns the weight of the training rows that came to a node: the sum of the second derivatives.
   */
  float cover(int node) {
    return cover[node];
  }

  /** Returns per column the sum of the loss reductions of the splits on it, in the first trees. */
  double[] totalGain(int trees) {
    double[] total = new double[columns];
    for (int node = 0; node < roots[trees]; node++) {
      if (column[node] >= 0 && left[node] != right[node]) {
        total[column[node]] += gain[node];
      }
    }
    return total;
  }
}
