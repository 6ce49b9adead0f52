package sluice.ingestion.split;

import java.util.BitSet;
import sluice.core.Interactions;

/**
 * Which rows stay for fitting and which are held out.
 *
 * @param kept rows of the dataset's interactions that stay
 * @param heldTable the table that the held-out rows are in: the same, or the test file
 * @param held its rows that are held out
 * @param timing what the split knows of time
 * @param cutoff with {@link Timing#ONE_TIME} the first moment that is held out, else {@link
 *     Long#MAX_VALUE}
 */
record Holdout(BitSet kept, Interactions heldTable, BitSet held, Timing timing, long cutoff) {

  /** Makes one that parts a single table: what is not kept is held out. */
  static Holdout parting(Interactions table, BitSet kept, Timing timing, long cutoff) {
    BitSet held = new BitSet(table.size());
    held.set(0, table.size());
    held.andNot(kept);
    return new Holdout(kept, table, held, timing, cutoff);
  }

  /** Returns how many rows stay. */
  int keptRows() {
    return kept.cardinality();
  }

  /** Returns how many rows are held out. */
  int heldRows() {
    return held.cardinality();
  }
}
