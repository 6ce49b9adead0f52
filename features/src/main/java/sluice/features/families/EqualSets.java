package sluice.features.families;

import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.Map;
import sluice.core.Column;

/**
 * Which rows of a column have the same categories, in the same order: what is worked out for one of
 * them holds for all.
 *
 * <p>Many items share few sets: films their genres, books their author. 4 bytes a row. Immutable,
 * safe for use by many threads.
 */
final class EqualSets {
  private final int[] sets;
  private final int size;

  EqualSets(Column.Categories column) {
    sets = new int[column.size()];
    Map<IntBuffer, Integer> known = new HashMap<>();
    for (int row = 0; row < sets.length; row++) {
      int[] codes = new int[column.count(row)];
      for (int k = 0; k < codes.length; k++) {
        codes[k] = column.code(row, k);
      }
      sets[row] =
          codes.length == 0 ? -1 : known.computeIfAbsent(IntBuffer.wrap(codes), c -> known.size());
    }
    size = known.size();
  }

  /** Returns the set of a row, −1 where it is empty. */
  int of(int row) {
    return sets[row];
  }

  /** Returns how many sets there are. */
  int size() {
    return size;
  }
}
