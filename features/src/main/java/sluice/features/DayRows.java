package sluice.features;

import java.util.Arrays;

/**
 * Rows of numbers that are worked out for an item and a day, remembered until another item needs
 * the place: what all requests of a day would compute again.
 *
 * <p>An item's place is its index modulo the number of places, so that catalogues of up to {@value
 * #MOST} items never push each other out and larger ones need no more memory. Not thread-safe.
 */
public final class DayRows {
  private static final int MOST = 1 << 16;

  private final int[] items;
  private final int[] days;
  private final float[] values;

  /**
   * Makes room.
   *
   * @param catalogue how many items there are
   * @param width numbers in a row
   */
  public DayRows(int catalogue, int width) {
    int places = Math.clamp(catalogue, 1, MOST);
    this.items = new int[places];
    this.days = new int[places];
    this.values = new float[places * width];
    Arrays.fill(items, -1);
  }

  /** Returns the number of an item's row in {@link #values}. */
  public int row(int item) {
    return item % items.length;
  }

  /**
   * Says whether an item's row of a day is still to be filled, which the caller does then; returns
   * false where it stands there already.
   */
  public boolean claim(int item, int day) {
    int row = row(item);
    if (items[row] == item && days[row] == day) {
      return false;
    }
    items[row] = item;
    days[row] = day;
    return true;
  }

  /** Returns the rows, one after the other. */
  public float[] values() {
    return values;
  }
}
