package sluice.core;

/**
 * Free-text tags that users gave to items, with their time: a column-wise table in time order.
 *
 * <p>Immutable; arrays are taken over, not copied.
 */
public final class Tags {
  private final Dictionary values;
  private final int[] users;
  private final int[] items;
  private final int[] tags;
  private final long[] times;

  /**
   * Makes a table of columns of equal length, in time order.
   *
   * @param values the tag texts, lower case
   * @param users index of the user, {@link Dictionary#UNKNOWN} for one not in the dictionary
   * @param items index of the item in the catalogue
   * @param tags index into values
   * @param times milliseconds since 1970 UTC, {@link Long#MIN_VALUE} where undated
   */
  public Tags(Dictionary values, int[] users, int[] items, int[] tags, long[] times) {
    if (users.length != times.length
        || items.length != times.length
        || tags.length != times.length) {
      throw new IllegalArgumentException("columns differ in length");
    }
    this.values = values;
    this.users = users;
    this.items = items;
    this.tags = tags;
    this.times = times;
  }

  /** Returns a table without rows. */
  public static Tags none() {
    return new Tags(
        Dictionary.of(java.util.List.of()), new int[0], new int[0], new int[0], new long[0]);
  }

  /** Returns the number of rows. */
  public int size() {
    return times.length;
  }

  /** Returns the tag texts. */
  public Dictionary values() {
    return values;
  }

  /** Returns the user of row i, {@link Dictionary#UNKNOWN} for one not in the dictionary. */
  public int user(int i) {
    return users[i];
  }

  /** Returns the item of row i. */
  public int item(int i) {
    return items[i];
  }

  /** Returns the tag of row i, an index into {@link #values()}. */
  public int tag(int i) {
    return tags[i];
  }

  /** Returns the time of row i, {@link Long#MIN_VALUE} where undated. */
  public long time(int i) {
    return times[i];
  }
}
