package sluice.candidates.embedding;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Items drawn in proportion to how often they occur to the power of ¾. Immutable. */
final class Negatives {
  private final int[] counts;
  private final int[] items;
  private final double[] cumulative;
  private final long all;

  private Negatives(int[] counts, int[] items, double[] cumulative, long all) {
    this.counts = counts;
    this.items = items;
    this.cumulative = cumulative;
    this.all = all;
  }

  static Negatives of(SessionCorpus corpus, int catalogue) {
    int[] counts = new int[catalogue];
    int all = corpus.start(corpus.size());
    for (int p = 0; p < all; p++) {
      counts[corpus.item(p)]++;
    }
    int[] items = new int[catalogue];
    double[] cumulative = new double[catalogue];
    int n = 0;
    double sum = 0;
    for (int item = 0; item < catalogue; item++) {
      if (counts[item] > 0) {
        sum += Math.pow(counts[item], 0.75);
        items[n] = item;
        cumulative[n++] = sum;
      }
    }
    return new Negatives(counts, Arrays.copyOf(items, n), Arrays.copyOf(cumulative, n), all);
  }

  /** Returns how often an item occurs. */
  int count(int item) {
    return counts[item];
  }

  /** Draws an item; there must be one. */
  int draw(SplittableRandom random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return items[Math.min(items.length - 1, found < 0 ? -found - 1 : found + 1)];
  }

  /**
   * Returns the probability with which an occurrence is kept: min(1, √(t / f) + t / f), f the
   * item's share of all occurrences.
   */
  double keep(int item, double t) {
    double ratio = t * all / counts[item];
    return t == 0 ? 1 : Math.sqrt(ratio) + ratio;
  }
}
