package sluice.evaluation.sampled;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import sluice.core.Dictionary;
import sluice.core.History;
import sluice.core.JudgedRequest;
import sluice.core.Randomness;

/**
 * Draws the items that a relevant one is ranked among: uniformly, without replacement, from the
 * catalogue's items that may be recommended for the request and that are not the user's own.
 *
 * <p>The user's own are those of the history, the judged ones, and what is set aside. A draw is a
 * function of (seed, user, catalogue), not of the order of the requests, of other users or of
 * threads. Immutable, safe for use by many threads.
 */
public final class SampledNegatives {
  private static final int TRIES = 20;

  private final int items;
  private final int count;
  private final long seed;

  /**
   * Prepares.
   *
   * @param items how many items the catalogue has
   * @param count how many negatives are drawn for a request, 1 or more
   * @param seed of the draws
   */
  public SampledNegatives(int items, int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("negatives: " + count);
    }
    this.items = items;
    this.count = count;
    this.seed = seed;
  }

  /**
   * Draws for one request.
   *
   * @param judged the request with its relevant items
   * @param eligible which items may be recommended
   * @return items of the catalogue, ascending, none twice; fewer than asked for only where there
   *     are no more
   */
  public int[] draw(JudgedRequest judged, IntPredicate eligible) {
    BitSet excluded = own(judged);
    String user = judged.request().userId();
    SplittableRandom random =
        Randomness.generator(seed, "sampled-negatives", Randomness.hash(user));
    int[] drawn = new int[Math.min(count, items)];
    int n = 0;
    for (int tries = 0; n < drawn.length && tries < TRIES * count; tries++) {
      int item = random.nextInt(items);
      if (!excluded.get(item) && eligible.test(item)) {
        excluded.set(item);
        drawn[n++] = item;
      }
    }
    if (n < drawn.length) {
      n = drawAmongFew(random, excluded, eligible, drawn, n);
    }
    int[] sorted = Arrays.copyOf(drawn, n);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Where hardly any item is left, goes through all that are. */
  private int drawAmongFew(
      SplittableRandom random, BitSet excluded, IntPredicate eligible, int[] drawn, int n) {
    int[] left = new int[items];
    int size = 0;
    for (int item = 0; item < items; item++) {
      if (!excluded.get(item) && eligible.test(item)) {
        left[size++] = item;
      }
    }
    while (n < drawn.length && size > 0) {
      int at = random.nextInt(size);
      drawn[n++] = left[at];
      left[at] = left[--size];
    }
    return n;
  }

  private BitSet own(JudgedRequest judged) {
    BitSet own = new BitSet(items);
    History history = judged.request().history();
    for (int i = 0; i < history.size(); i++) {
      own.set(history.item(i));
    }
    for (int i = 0; i < judged.size(); i++) {
      if (judged.item(i) != Dictionary.UNKNOWN) {
        own.set(judged.item(i));
      }
    }
    for (int item : judged.request().setAside()) {
      own.set(item);
    }
    return own;
  }
}
