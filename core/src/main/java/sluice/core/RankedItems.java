package sluice.core;

import java.util.Arrays;

/**
 * Items with their scores, best first, no item twice.
 *
 * <p>Immutable; arrays are taken over, not copied.
 */
public final class RankedItems {
  /** The empty list. */
  public static final RankedItems EMPTY = new RankedItems(new int[0], new float[0]);

  private final int[] items;
  private final float[] scores;

  /**
   * Makes a list of items in order.
   *
   * @throws IllegalArgumentException where lengths differ
   */
  public RankedItems(int[] items, float[] scores) {
    if (items.length != scores.length) {
      throw new IllegalArgumentException(items.length + " items, " + scores.length + " scores");
    }
    this.items = items;
    this.scores = scores;
  }

  /**
   * Orders items by score descending, ties by {@link TieBreak}; NaN scores are a programmer's
   * error.
   */
  public static RankedItems sort(int[] items, float[] scores, int count, TieBreak ties) {
    TopK top = new TopK(count);
    top.reset(ties);
    for (int i = 0; i < count; i++) {
      if (Float.isNaN(scores[i])) {
        throw new IllegalArgumentException("score of item " + items[i] + " is NaN");
      }
      top.offer(items[i], scores[i]);
    }
    return top.take();
  }

  /** Returns the number of items. */
  public int size() {
    return items.length;
  }

  /** Returns the item at a place, 0 the best. */
  public int item(int place) {
    return items[place];
  }

  /** Returns the score at a place. */
  public float score(int place) {
    return scores[place];
  }

  /** Returns the first n, or all where there are fewer. */
  public RankedItems first(int n) {
    return n >= items.length
        ? this
        : new RankedItems(Arrays.copyOf(items, n), Arrays.copyOf(scores, n));
  }

  /** Returns this list with another behind it, whose items are others. */
  public RankedItems then(RankedItems other) {
    int[] allItems = Arrays.copyOf(items, items.length + other.items.length);
    float[] allScores = Arrays.copyOf(scores, allItems.length);
    System.arraycopy(other.items, 0, allItems, items.length, other.items.length);
    System.arraycopy(other.scores, 0, allScores, items.length, other.items.length);
    return new RankedItems(allItems, allScores);
  }

  /**
   * Returns the items of some places, with their scores, in another order.
   *
   * @param places none twice
   */
  public RankedItems at(int... places) {
    int[] otherItems = new int[places.length];
    float[] otherScores = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      otherItems[i] = items[places[i]];
      otherScores[i] = scores[places[i]];
    }
    return new RankedItems(otherItems, otherScores);
  }

  /** Returns a copy of the items, best first. */
  public int[] items() {
    return items.clone();
  }

  /** Returns a copy of the scores, best first. */
  public float[] scores() {
    return scores.clone();
  }
}
