package sluice.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import sluice.core.FeatureMatrix;

/**
 * The thresholds of some trees, column by column: a value is known to them by how many thresholds
 * are at or below it.
 *
 * <p>A slot is up to {@value #MOST_THRESHOLDS} neighbouring thresholds of a column for which
 * training sent what was missing the same way; a column with more, or with both ways, has several
 * slots. Bins are counts less 128, so that they are bytes: a missing value is in the lowest where
 * it goes left, in the highest where it goes right. Immutable, safe for use by many threads.
 */
final class ThresholdBins {
  /** With so many a slot has 256 bins, as many as a byte tells apart. */
  private static final int MOST_THRESHOLDS = 255;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** One slot: ascending thresholds. */
  private static final class Slot {
    private final int column;
    private final boolean missingRight;
    private final float[] thresholds;

    Slot(int column, boolean missingRight, float[] thresholds) {
      this.column = column;
      this.missingRight = missingRight;
      this.thresholds = thresholds;
    }
  }

  private final List<Slot> slots = new ArrayList<>();
  private final Map<Long, Integer> firstSlot = new TreeMap<>();
  private final int columns;

  private ThresholdBins(int columns) {
    this.columns = columns;
  }

  /** Collects the thresholds of the first trees. */
  static ThresholdBins of(FlatTrees trees, int count) {
    Map<Long, Set<Float>> found = new TreeMap<>();
    for (int t = 0; t < count; t++) {
      collect(trees, trees.root(t), found);
    }
    ThresholdBins bins = new ThresholdBins(trees.columns());
    found.forEach(bins::add);
    return bins;
  }

  private static void collect(FlatTrees trees, int node, Map<Long, Set<Float>> found) {
    if (trees.column(node) >= 0) {
      found.computeIfAbsent(key(trees, node), k -> new TreeSet<>()).add(trees.leaf(node) + 0f);
      collect(trees, trees.left(node), found);
      collect(trees, trees.right(node), found);
    }
  }

  private static long key(FlatTrees trees, int node) {
    boolean missingRight = trees.next(node, Float.NaN) != trees.left(node);
    return (long) trees.column(node) << 1 | (missingRight ? 1 : 0);
  }

  private void add(long key, Set<Float> thresholds) {
    firstSlot.put(key, slots.size());
    List<Float> all = List.copyOf(thresholds);
    for (int from = 0; from < all.size(); from += MOST_THRESHOLDS) {
      int size = Math.min(MOST_THRESHOLDS, all.size() - from);
      float[] some = new float[size];
      for (int i = 0; i < size; i++) {
        some[i] = all.get(from + i);
      }
      slots.add(new Slot((int) (key >> 1), (key & 1) == 1, some));
    }
  }

  /** Returns how many slots there are: bytes a row. */
  int slots() {
    return slots.size();
  }

  /** Returns the slot that holds a node's threshold. */
  int slot(FlatTrees trees, int node) {
    int slot = Objects.requireNonNull(firstSlot.get(key(trees, node)), "no such threshold");
    while (place(slots.get(slot), trees.leaf(node)) < 0) {
      slot++;
    }
    return slot;
  }

  /** Returns the bin above which a value goes right at a node. */
  byte limit(FlatTrees trees, int node) {
    return (byte) (Byte.MIN_VALUE + place(slots.get(slot(trees, node)), trees.leaf(node)));
  }

  private static int place(Slot slot, float threshold) {
    return Arrays.binarySearch(slot.thresholds, threshold + 0f);
  }

  /**
   * Writes the bins of up to {@link BinnedTrees#ROWS} rows, slot after slot; what stands behind the
   * last row of a slot means nothing.
   *
   * @param values overwritten: as many for each of the matrix's columns
   */
  void fill(FeatureMatrix matrix, int first, int rows, float[] values, byte[] out) {
    for (int r = 0; r < BinnedTrees.ROWS; r++) {
      gather(matrix.data(), (first + Math.min(r, rows - 1)) * columns, values, packed(r));
    }
    int at = 0;
    for (Slot slot : slots) {
      int from = slot.column * BinnedTrees.ROWS;
      if (same(values, from)) { // for the whole request, most often
        Arrays.fill(out, at, at + BinnedTrees.ROWS, bin(slot, values[from]));
      } else {
        count(slot, values, from, out, at);
      }
      at += BinnedTrees.ROWS;
    }
  }

  /** Copies a row to one place of each column. */
  private void gather(float[] data, int row, float[] values, int place) {
    for (int c = 0; c < columns; c++) {
      values[c * BinnedTrees.ROWS + place] = data[row + c];
    }
  }

  /**
   * Returns where a row's value must stand for its bin to come out at the row's place, when four
   * vectors of counts are packed to one of bytes: four rows that follow each other are the same
   * lane of the four.
   */
  private static int packed(int row) {
    int n = FLOATS.length();
    return row / (4 * n) * (4 * n) + row % 4 * n + row % (4 * n) / 4;
  }

  /** Says whether all values of a slot are the same, and none is missing. */
  private static boolean same(float[] values, int at) {
    float one = values[at];
    for (int r = 0; r < BinnedTrees.ROWS; r += FLOATS.length()) {
      if (!FloatVector.fromArray(FLOATS, values, at + r).eq(one).allTrue()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the bin of a value that is not missing. */
  private static byte bin(Slot slot, float value) {
    int place = Arrays.binarySearch(slot.thresholds, value + 0f);
    return (byte) (Byte.MIN_VALUE + (place < 0 ? -1 - place : place + 1));
  }

  /** Counts for four vectors of values at a time, whose sums do not wait for each other. */
  private static void count(Slot slot, float[] values, int from, byte[] out, int at) {
    int n = FLOATS.length();
    for (int r = 0; r < BinnedTrees.ROWS; r += 4 * n) {
      FloatVector a = FloatVector.fromArray(FLOATS, values, from + r);
      FloatVector b = FloatVector.fromArray(FLOATS, values, from + r + n);
      FloatVector c = FloatVector.fromArray(FLOATS, values, from + r + 2 * n);
      FloatVector d = FloatVector.fromArray(FLOATS, values, from + r + 3 * n);
      IntVector countA = IntVector.zero(INTS);
      IntVector countB = countA;
      IntVector countC = countA;
      IntVector countD = countA;
      for (float threshold : slot.thresholds) {
        countA = countA.add(1, a.compare(VectorOperators.GE, threshold).cast(INTS));
        countB = countB.add(1, b.compare(VectorOperators.GE, threshold).cast(INTS));
        countC = countC.add(1, c.compare(VectorOperators.GE, threshold).cast(INTS));
        countD = countD.add(1, d.compare(VectorOperators.GE, threshold).cast(INTS));
      }
      placed(slot, a, countA)
          .or(placed(slot, b, countB).lanewise(VectorOperators.LSHL, Byte.SIZE))
          .or(placed(slot, c, countC).lanewise(VectorOperators.LSHL, 2 * Byte.SIZE))
          .or(placed(slot, d, countD).lanewise(VectorOperators.LSHL, 3 * Byte.SIZE))
          .lanewise(VectorOperators.XOR, 0x80808080) // less 128, each
          .reinterpretAsBytes()
          .intoArray(out, at + r);
    }
  }

  /** Returns the counts, what is missing put where it goes. */
  private static IntVector placed(Slot slot, FloatVector values, IntVector count) {
    int missing = slot.missingRight ? slot.thresholds.length : 0;
    return count.blend(missing, values.compare(VectorOperators.NE, values).cast(INTS));
  }
}
