package sluice.ranking.rerank;

import java.util.Arrays;
import sluice.core.RankedItems;
import sluice.core.TieBreak;

/** Fills a slate place after place with the item that adds most to what was taken before. */
final class GreedySlate {
  /** What an item would add; of one list, for one thread. */
  interface Gain {
    /**
     * Returns what the item of a place adds to those taken so far.
     *
     * @return negative infinity where it may not be taken
     */
    double of(int place);

    /** Told which item was taken. */
    void take(int place);
  }

  private GreedySlate() {}

  /** Returns how much of a list may be shown: at least as much as is shown. */
  static int depth(RankedItems ranked, int depth, int shown) {
    return Math.min(ranked.size(), Math.max(shown, depth));
  }

  /**
   * Orders a list again. Once as many are taken as are shown, or no item may be taken any more, the
   * others follow in their order.
   *
   * @param depth how many of the list may be taken
   * @param ties the order among equal gains
   */
  static RankedItems fill(RankedItems ranked, int depth, int shown, TieBreak ties, Gain gain) {
    int[] open = new int[depth];
    Arrays.setAll(open, place -> place);
    int[] places = new int[ranked.size()];
    int taken = 0;
    while (taken < depth && taken < shown) {
      int left = depth - taken;
      int best = 0;
      double most = gain.of(open[0]);
      for (int k = 1; k < left; k++) {
        double adds = gain.of(open[k]);
        if (adds > most
            || (adds == most
                && ties.key(ranked.item(open[k])) < ties.key(ranked.item(open[best])))) {
          best = k;
          most = adds;
        }
      }
      if (most == Double.NEGATIVE_INFINITY) {
        break;
      }
      places[taken] = open[best];
      System.arraycopy(open, best + 1, open, best, left - best - 1);
      gain.take(places[taken++]);
    }
    System.arraycopy(open, 0, places, taken, depth - taken);
    for (int place = depth; place < places.length; place++) {
      places[place] = place;
    }
    return ranked.at(places);
  }

  /**
   * Returns the relevance (s − min) / (max − min) of the first {@code depth}, where s are their
   * scores: from 0 to 1, all 0 where they are equal.
   */
  static double[] relevance(RankedItems ranked, int depth) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int place = 0; place < depth; place++) {
      min = Math.min(min, ranked.score(place));
      max = Math.max(max, ranked.score(place));
    }
    double[] relevance = new double[depth];
    for (int place = 0; place < depth && max > min; place++) {
      relevance[place] = (ranked.score(place) - min) / (max - min);
    }
    return relevance;
  }
}
