package sluice.ranking.training;

import java.util.SplittableRandom;
import sluice.core.Interactions;

/**
 * Draws items of a catalogue, uniformly or in proportion to a power of their number of
 * interactions.
 *
 * <p>Immutable, safe for use by many threads.
 */
final class ItemSampler {
  private final double[] cumulative;

  private ItemSampler(double[] cumulative) {
    this.cumulative = cumulative;
  }

  /** Makes a sampler to which all items are alike. */
  static ItemSampler uniform(int items) {
    double[] cumulative = new double[items];
    for (int i = 0; i < items; i++) {
      cumulative[i] = i + 1;
    }
    return new ItemSampler(cumulative);
  }

  /**
   * Makes a sampler by counts of interactions of positive weight; an item without one is never
   * drawn.
   */
  static ItemSampler popularity(Interactions interactions, int items, double power) {
    double[] weights = new double[items];
    for (int i = 0; i < interactions.size(); i++) {
      if (interactions.weight(i) > 0) {
        weights[interactions.item(i)]++;
      }
    }
    double sum = 0;
    for (int i = 0; i < items; i++) {
      sum += weights[i] == 0 ? 0 : Math.pow(weights[i], power);
      weights[i] = sum;
    }
    return new ItemSampler(weights);
  }

  /** Draws an item, −1 where no item can be drawn. */
  int draw(SplittableRandom random) {
    double total = cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
    if (total == 0) {
      return -1;
    }
    double at = random.nextDouble() * total;
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
