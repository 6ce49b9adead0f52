package sluice.ranking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.FeatureMatrix;

/**
 * The first trees of {@link FlatTrees} laid out so that a walk has no branch that depends on data:
 * several times as fast, the same margins to the bit.
 *
 * <p>Each tree is filled up to a complete one, the children of node i at 2i + 1 and 2i + 2, so that
 * every walk of a tree takes as many steps. A step is one subtraction: values and thresholds are
 * turned into whole numbers of the same order, and the sign of their difference is the direction. A
 * missing value becomes the least number where training sent it left and the greatest where it went
 * right; a column whose nodes disagree on that is copied twice. What a processor cannot foresee in
 * an ordinary walk, it does here for several rows at once.
 *
 * <p>Trees deeper than {@value #DEEPEST} levels would double in size with each further level and
 * are not laid out so. Immutable, safe for use by many threads.
 */
final class BranchFreeTrees {
  /** Levels of splits up to which a tree is filled up: 2,047 nodes. */
  static final int DEEPEST = 10;

  /** Rows that are taken through all trees together, few enough to stay in the nearest cache. */
  private static final int BLOCK = 64;

  /** A threshold that every value is below. */
  private static final long ALWAYS_LEFT = (long) Integer.MAX_VALUE + 2;

  private final float base;
  private final int columns;

  /** Per slot: the column that it copies, and what a missing value becomes there. */
  private final int[] slotColumn;

  private final int[] slotMissing;

  /** Per tree: levels of splits, first inner node, first leaf. */
  private final int[] depth;

  private final int[] firstNode;
  private final int[] firstLeaf;

  /** Per inner node: threshold in the upper bits, slot in the lower {@value #SLOT_BITS}. */
  private final long[] nodes;

  private final float[] leaves;

  private static final int SLOT_BITS = 20;
  private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;

  private BranchFreeTrees(FlatTrees trees, int count, int[] depth) {
    this.base = trees.base();
    this.columns = trees.columns();
    this.depth = depth;
    this.firstNode = new int[count];
    this.firstLeaf = new int[count];
    int inner = 0;
    int leaf = 0;
    for (int t = 0; t < count; t++) {
      firstNode[t] = inner;
      firstLeaf[t] = leaf;
      inner += (1 << depth[t]) - 1;
      leaf += 1 << depth[t];
    }
    this.nodes = new long[inner];
    this.leaves = new float[leaf];
    Map<Long, Integer> slots = new LinkedHashMap<>();
    for (int t = 0; t < count; t++) {
      place(trees, t, trees.root(t), 0, 0, slots);
    }
    List<Long> keys = new ArrayList<>(slots.keySet());
    this.slotColumn = keys.stream().mapToInt(k -> (int) (k >> 1)).toArray();
    this.slotMissing =
        keys.stream().mapToInt(k -> (k & 1) == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE).toArray();
  }

  /** Lays out the first trees; empty where one of them is too deep for it. */
  static Optional<BranchFreeTrees> of(FlatTrees trees, int count) {
    int[] depth = new int[count];
    for (int t = 0; t < count; t++) {
      depth[t] = depth(trees, trees.root(t));
      if (depth[t] > DEEPEST) {
        return Optional.empty();
      }
    }
    return Optional.of(new BranchFreeTrees(trees, count, depth));
  }

  private static int depth(FlatTrees trees, int node) {
    return trees.column(node) < 0
        ? 0
        : 1 + Math.max(depth(trees, trees.left(node)), depth(trees, trees.right(node)));
  }

  /** Places a node at place i of a level, a leaf at all places below it. */
  private void place(
      FlatTrees trees, int tree, int node, int level, int i, Map<Long, Integer> slots) {
    if (level == depth[tree]) {
      leaves[firstLeaf[tree] + i - ((1 << level) - 1)] = trees.leaf(node);
      return;
    }
    if (trees.column(node) < 0) {
      nodes[firstNode[tree] + i] = ALWAYS_LEFT << SLOT_BITS;
      place(trees, tree, node, level + 1, 2 * i + 1, slots);
      return;
    }
    boolean missingRight = trees.next(node, Float.NaN) != trees.left(node);
    long key = (long) trees.column(node) << 1 | (missingRight ? 1 : 0);
    int slot = slots.computeIfAbsent(key, k -> slots.size());
    nodes[firstNode[tree] + i] = (long) ordered(trees.leaf(node)) << SLOT_BITS | slot;
    place(trees, tree, trees.left(node), level + 1, 2 * i + 1, slots);
    place(trees, tree, trees.right(node), level + 1, 2 * i + 2, slots);
  }

  /**
   * Returns a whole number of a float, in the order of the floats; −0 is 0, infinities are kept.
   */
  private static int ordered(float value) {
    int bits = Float.floatToRawIntBits(value + 0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  /** Writes the margin of every row. */
  void score(FeatureMatrix matrix, float[] margins) {
    int width = slotColumn.length;
    int[] values = new int[BLOCK * width];
    for (int first = 0; first < matrix.rows(); first += BLOCK) {
      int rows = Math.min(BLOCK, matrix.rows() - first);
      order(matrix, first, rows, values);
      for (int r = 0; r < rows; r++) {
        margins[first + r] = base;
      }
      for (int t = 0; t < depth.length; t++) {
        add(t, values, width, rows, margins, first);
      }
    }
  }

  private void order(FeatureMatrix matrix, int first, int rows, int[] values) {
    float[] data = matrix.data();
    int out = 0;
    for (int r = 0; r < rows; r++) {
      int row = (first + r) * columns;
      for (int s = 0; s < slotColumn.length; s++) {
        float value = data[row + slotColumn[s]];
        values[out++] = Float.isNaN(value) ? slotMissing[s] : ordered(value);
      }
    }
  }

  /** Adds a tree's leaves to the margins of a block; four walks side by side, then one by one. */
  private void add(int tree, int[] values, int width, int rows, float[] margins, int first) {
    int root = firstNode[tree];
    int levels = depth[tree];
    int toLeaf = firstLeaf[tree] - ((1 << levels) - 1);
    int r = 0;
    for (; r <= rows - 4; r += 4) {
      int row = r * width;
      int a = 0;
      int b = 0;
      int c = 0;
      int d = 0;
      for (int level = 0; level < levels; level++) {
        a = next(root, a, values, row);
        b = next(root, b, values, row + width);
        c = next(root, c, values, row + 2 * width);
        d = next(root, d, values, row + 3 * width);
      }
      margins[first + r] += leaves[toLeaf + a];
      margins[first + r + 1] += leaves[toLeaf + b];
      margins[first + r + 2] += leaves[toLeaf + c];
      margins[first + r + 3] += leaves[toLeaf + d];
    }
    for (; r < rows; r++) {
      int i = 0;
      for (int level = 0; level < levels; level++) {
        i = next(root, i, values, r * width);
      }
      margins[first + r] += leaves[toLeaf + i];
    }
  }

  /** Returns the child of a tree's node i: the right one where value ≥ threshold. */
  private int next(int root, int i, int[] values, int row) {
    long node = nodes[root + i];
    // threshold − 1 − value is negative just then
    long difference = (node >> SLOT_BITS) - 1 - values[row + (int) (node & SLOT_MASK)];
    return 2 * i + 1 + (int) (difference >>> 63);
  }
}
