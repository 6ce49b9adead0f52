package sluice.evaluation;

import java.util.Objects;

/**
 * What one system recommended: for each user of the {@link Judgements}, items in ranked order.
 *
 * <p>A user without a list has an empty one and counts as zero. Immutable; the arrays are taken
 * over, not copied.
 */
public final class Run {
  private static final int[] NONE = {};

  private final String system;
  private final Stage stage;
  private final int length;
  private final boolean repeatable;
  private final int[][] lists;
  private final int itemBound;

  private Run(String system, Stage stage, int length, boolean repeatable, int[][] lists) {
    this.system = Objects.requireNonNull(system, "system");
    this.stage = Objects.requireNonNull(stage, "stage");
    if (length < 1) {
      throw new IllegalArgumentException("length of " + system + ": " + length);
    }
    this.length = length;
    this.repeatable = repeatable;
    this.lists = lists;
    int bound = 0;
    for (int[] list : lists) {
      if (list.length > length) {
        throw new IllegalArgumentException(
            "a list of " + system + " has " + list.length + " items, more than its " + length);
      }
      for (int item : list) {
        if (item < 0) {
          throw new IllegalArgumentException("item " + item + " in a list of " + system);
        }
        bound = Math.max(bound, item + 1);
      }
    }
    this.itemBound = bound;
  }

  /**
   * Makes a run.
   *
   * @param system unique name, as in the report
   * @param stage where in the funnel its lists come from
   * @param length how many items the system was asked for; no measure is reported past it
   * @param lists per user of the judgements, items best first, none twice; empty for no list
   */
  public static Run of(String system, Stage stage, int length, int[][] lists) {
    return new Run(system, stage, length, true, lists);
  }

  /** Returns an empty list. */
  public static int[] none() {
    return NONE;
  }

  /** Returns this run under another name. */
  public Run named(String name) {
    return new Run(name, stage, length, repeatable, lists);
  }

  /** Returns this run marked as one that the same config and seed may not repeat exactly. */
  public Run notRepeatable() {
    return new Run(system, stage, length, false, lists);
  }

  /** Returns the system's name. */
  public String system() {
    return system;
  }

  /** Returns where in the funnel the lists come from. */
  public Stage stage() {
    return stage;
  }

  /** Returns how many items the system was asked for; a list may be shorter. */
  public int length() {
    return length;
  }

  /** Says whether the same config and seed give the same lists. */
  public boolean repeatable() {
    return repeatable;
  }

  /** Returns the number of users. */
  public int users() {
    return lists.length;
  }

  /** Returns how many items a user's list has. */
  public int size(int user) {
    return lists[user].length;
  }

  /** Returns the item at a place of a user's list, 0 the best. */
  public int item(int user, int place) {
    return lists[user][place];
  }

  /** Returns one more than the largest item. */
  public int itemBound() {
    return itemBound;
  }

  /** Returns the mean number of items in a list, over all users. */
  public double meanSize() {
    long n = 0;
    for (int[] list : lists) {
      n += list.length;
    }
    return lists.length == 0 ? 0 : (double) n / lists.length;
  }

  /** Returns a user's list itself, which the caller must not write to. */
  int[] list(int user) {
    return lists[user];
  }
}
