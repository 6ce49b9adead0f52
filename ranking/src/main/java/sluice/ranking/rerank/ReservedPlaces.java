package sluice.ranking.rerank;

import java.util.BitSet;
import java.util.function.IntPredicate;
import sluice.core.RankedItems;

/** Fills places in the order of a list, some of them with items of a kind. */
final class ReservedPlaces {
  /** Says which places are for items of the kind. */
  @FunctionalInterface
  interface Reserved {
    /**
     * Says whether a place is.
     *
     * @param place 0 the first
     * @param taken how many items of the kind stand above
     */
    boolean is(int place, int taken);
  }

  private ReservedPlaces() {}

  /** Orders a list; where no item of the kind is left, the next of the list is taken. */
  static RankedItems fill(RankedItems ranked, IntPredicate ofKind, Reserved reserved) {
    int[] places = new int[ranked.size()];
    BitSet done = new BitSet();
    int kind = 0;
    int taken = 0;
    for (int at = 0; at < places.length; at++) {
      int next = done.nextClearBit(0);
      if (reserved.is(at, taken)) {
        while (kind < places.length && (done.get(kind) || !ofKind.test(kind))) {
          kind++;
        }
        next = kind < places.length ? kind : next;
      }
      taken += ofKind.test(next) ? 1 : 0;
      places[at] = next;
      done.set(next);
    }
    return ranked.at(places);
  }
}
