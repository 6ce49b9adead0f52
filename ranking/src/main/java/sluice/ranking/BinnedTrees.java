package sluice.ranking;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import sluice.core.FeatureMatrix;

/**
 * The first trees of {@link FlatTrees} scored for {@value #ROWS} rows at once, without walking: the
 * same margins to the bit, in a fraction of the time.
 *
 * <p>Values are replaced by the number of thresholds at or below them ({@link ThresholdBins}), one
 * byte each, so that one instruction compares a whole block of rows with a node. Every split of
 * every tree is asked; each answer is a long, one bit a row. Which rows reach a node follows from
 * the answers above it, and their turns by level, read across, are the number of the leaf. The idea
 * of QuickScorer and its successors (Lucchese et al., SIGIR 2015; Ye et al., RapidScorer, KDD
 * 2018), with rows that reach a node in place of leaves that a row may reach.
 *
 * <p>Nodes stand level after level, on a level path after path (the turn at level l is bit l of a
 * path), of a path tree after tree: so the trees are followed side by side, a vector of them at
 * once. Time grows as rows × trees × 2^levels / {@value #ROWS}; where a tree is deeper than {@value
 * #DEEPEST} levels, all are left to the walk. Immutable, safe for use by many threads.
 */
final class BinnedTrees {
  /** Levels of splits at most: a leaf's number is one byte. */
  static final int DEEPEST = 8;

  /** Rows scored together: the bits of a long. */
  static final int ROWS = Long.SIZE;

  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  /** Bits that the steps of a transposition exchange for those 1, 2 and 4 above them. */
  private static final long[] SWAPPED = {
    0x5555555555555555L, 0x3333333333333333L, 0x0F0F0F0F0F0F0F0FL
  };

  private final float base;
  private final ThresholdBins bins;

  /** Number of trees. */
  private final int count;

  /** The same filled up to whole vectors. */
  private final int width;

  /** Levels of splits of the deepest tree; the others are filled up to as many. */
  private final int levels;

  /** Number of inner nodes, with those that only fill up. */
  private final int inner;

  /** Those that ask: their places, where their slots' bins begin in a block, … */
  private final int[] nodes;

  private final int[] from;

  /** … and the bins above which is right. The others are always left. */
  private final byte[] limit;

  /** Tree after tree, by path. */
  private final float[] leaves;

  private BinnedTrees(FlatTrees trees, int count, int levels) {
    this.base = trees.base();
    this.count = count;
    this.levels = levels;
    this.width = (count + LONGS.length() - 1) / LONGS.length() * LONGS.length();
    this.inner = width * ((1 << levels) - 1);
    this.leaves = new float[count << levels];
    this.bins = ThresholdBins.of(trees, count);
    int[] asking = new int[inner];
    Arrays.fill(asking, -1);
    for (int t = 0; t < count; t++) {
      place(trees, t, trees.root(t), 0, 0, asking);
    }
    this.nodes = IntStream.range(0, inner).filter(at -> asking[at] >= 0).toArray();
    this.from = new int[nodes.length];
    this.limit = new byte[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      from[i] = bins.slot(trees, asking[nodes[i]]) * ROWS;
      limit[i] = bins.limit(trees, asking[nodes[i]]);
    }
  }

  /** Lays out the first trees; empty where one of them is too deep for it. */
  static Optional<BinnedTrees> of(FlatTrees trees, int count) {
    int levels = 0;
    for (int t = 0; t < count; t++) {
      levels = Math.max(levels, depth(trees, trees.root(t)));
    }
    return levels > DEEPEST ? Optional.empty() : Optional.of(new BinnedTrees(trees, count, levels));
  }

  private static int depth(FlatTrees trees, int node) {
    return trees.column(node) < 0
        ? 0
        : 1 + Math.max(depth(trees, trees.left(node)), depth(trees, trees.right(node)));
  }

  /** Places a node at the end of a path, a leaf at the end of all paths through it. */
  private void place(FlatTrees trees, int tree, int node, int level, int path, int[] asking) {
    if (level == levels) {
      leaves[(tree << levels) + path] = trees.leaf(node);
      return;
    }
    boolean leaf = trees.column(node) < 0;
    place(trees, tree, leaf ? node : trees.left(node), level + 1, path, asking);
    if (!leaf) {
      asking[((1 << level) - 1 + path) * width + tree] = node;
      place(trees, tree, trees.right(node), level + 1, path | 1 << level, asking);
    }
  }

  /** Writes the margin of every row. */
  void score(FeatureMatrix matrix, float[] margins) {
    float[] values = new float[matrix.columns() * ROWS];
    byte[] binned = new byte[bins.slots() * ROWS];
    long[] right = new long[inner];
    long[] reach = new long[width << levels];
    long[] turns = new long[width * DEEPEST];
    float[] sums = new float[ROWS];
    for (int first = 0; first < matrix.rows(); first += ROWS) {
      int rows = Math.min(ROWS, matrix.rows() - first);
      bins.fill(matrix, first, rows, values, binned);
      ask(binned, right);
      follow(right, reach, turns);
      transpose(turns);
      for (int j = 0; j < Byte.SIZE; j++) {
        add(turns, j, sums);
      }
      System.arraycopy(sums, 0, margins, first, rows);
    }
  }

  /** Sets the bit of every row that would go right, for each node. */
  private void ask(byte[] binned, long[] right) {
    for (int i = 0; i < nodes.length; i++) {
      long bits = 0;
      for (int r = 0; r < ROWS; r += BYTES.length()) {
        long some =
            ByteVector.fromArray(BYTES, binned, from[i] + r)
                .compare(VectorOperators.GT, limit[i])
                .toLong();
        bits |= some << r;
      }
      right[nodes[i]] = bits;
    }
  }

  /**
   * Leaves in {@code turns} the turn that each row takes at each level of each tree: the rows that
   * reach a node are split by its answer, and so reach its children.
   */
  private void follow(long[] right, long[] reach, long[] turns) {
    Arrays.fill(reach, 0, width, -1L);
    Arrays.fill(turns, 0);
    for (int level = 0; level < levels; level++) {
      int nodes = width << level;
      for (int t = 0; t < width; t += LONGS.length()) {
        LongVector turn = LongVector.zero(LONGS);
        for (int at = t; at < nodes; at += width) {
          LongVector here = LongVector.fromArray(LONGS, reach, at);
          LongVector gone = LongVector.fromArray(LONGS, right, nodes - width + at).and(here);
          here.lanewise(VectorOperators.XOR, gone).intoArray(reach, at);
          gone.intoArray(reach, nodes + at);
          turn = turn.or(gone);
        }
        turn.intoArray(turns, level * width + t);
      }
    }
  }

  /**
   * Turns eight longs of a tree, one a level, into as many with one number of a leaf a byte: byte k
   * of the j-th is that of row 8 k + j, whose bit l is its turn at level l.
   */
  private void transpose(long[] turns) {
    for (int t = 0; t < width; t += LONGS.length()) {
      for (int step = 0; step < SWAPPED.length; step++) {
        int apart = 1 << step;
        for (int i = 0; i < Byte.SIZE; i++) {
          if ((i & apart) == 0) {
            swap(turns, i * width + t, apart * width, apart, SWAPPED[step]);
          }
        }
      }
    }
  }

  /** Exchanges bits of a vector of longs for lower ones of another. */
  private static void swap(long[] bits, int at, int distance, int shift, long low) {
    LongVector a = LongVector.fromArray(LONGS, bits, at);
    LongVector b = LongVector.fromArray(LONGS, bits, at + distance);
    LongVector change =
        a.lanewise(VectorOperators.LSHR, shift).lanewise(VectorOperators.XOR, b).and(low);
    b.lanewise(VectorOperators.XOR, change).intoArray(bits, at + distance);
    a.lanewise(VectorOperators.XOR, change.lanewise(VectorOperators.LSHL, shift))
        .intoArray(bits, at);
  }

  /**
   * Adds the leaves of all trees, tree after tree, for the eight rows whose numbers stand together:
   * their sums do not wait for each other, and stay in registers.
   */
  private void add(long[] numbers, int j, float[] sums) {
    float s0 = base;
    float s1 = base;
    float s2 = base;
    float s3 = base;
    float s4 = base;
    float s5 = base;
    float s6 = base;
    float s7 = base;
    for (int t = 0; t < count; t++) {
      int leaf = t << levels;
      long eight = numbers[j * width + t];
      int low = (int) eight;
      int high = (int) (eight >>> Integer.SIZE);
      s0 += leaves[leaf + (low & 0xFF)];
      s1 += leaves[leaf + (low >>> 8 & 0xFF)];
      s2 += leaves[leaf + (low >>> 16 & 0xFF)];
      s3 += leaves[leaf + (low >>> 24)];
      s4 += leaves[leaf + (high & 0xFF)];
      s5 += leaves[leaf + (high >>> 8 & 0xFF)];
      s6 += leaves[leaf + (high >>> 16 & 0xFF)];
      s7 += leaves[leaf + (high >>> 24)];
    }
    sums[j] = s0;
    sums[j + 8] = s1;
    sums[j + 16] = s2;
    sums[j + 24] = s3;
    sums[j + 32] = s4;
    sums[j + 40] = s5;
    sums[j + 48] = s6;
    sums[j + 56] = s7;
  }
}
