package sluice.ingestion.split;

import java.util.BitSet;
import java.util.function.IntPredicate;
import sluice.core.Interactions;

/**
 * Which rows stay for fitting and which are held out.
 *
 * @param kept rows of the dataset's interactions that stay
 * @param heldTable the table that the held-out rows are in: the same, or the test file
 * @param held its rows that are held out
 * @param aside rows of the dataset's interactions that are in neither part: not learned from, not
 *     judged by, nor recommended
 * @param timing what the split knows of time
 * @param cutoff with {@link Timing#ONE_TIME} the first moment that is held out, else {@link
 *     Long#MAX_VALUE}
 */
record Holdout(
    BitSet kept, Interactions heldTable, BitSet held, BitSet aside, Timing timing, long cutoff) {

  /** Makes one that sets nothing aside. */
  Holdout(BitSet kept, Interactions heldTable, BitSet held, Timing timing, long cutoff) {
    this(kept, heldTable, held, new BitSet(), timing, cutoff);
  }

  /** Makes one that parts a single table: what is not kept is held out. */
  static Holdout parting(Interactions table, BitSet kept, Timing timing, long cutoff) {
    BitSet held = new BitSet(table.size());
    held.set(0, table.size());
    held.andNot(kept);
    return new Holdout(kept, table, held, timing, cutoff);
  }

  /** Makes one without time of what a draw says of each row. */
  static Holdout drawn(Interactions table, IntPredicate isHeld, IntPredicate isAside) {
    BitSet kept = new BitSet(table.size());
    BitSet held = new BitSet(table.size());
    BitSet aside = new BitSet();
    for (int i = 0; i < table.size(); i++) {
      (isHeld.test(i) ? held : isAside.test(i) ? aside : kept).set(i);
    }
    return new Holdout(kept, table, held, aside, Timing.NONE, Long.MAX_VALUE);
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
