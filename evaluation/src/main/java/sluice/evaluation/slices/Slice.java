package sluice.evaluation.slices;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A named part of the rows 0 … n − 1 of something: of users, of items, of relevant pairs.
 *
 * <p>Slices of one group may overlap, as an item's genres do. Immutable.
 */
public final class Slice {
  private final String group;
  private final String label;
  private final int[] members;

  private Slice(String group, String label, int[] members) {
    this.group = Objects.requireNonNull(group, "group");
    this.label = Objects.requireNonNull(label, "label");
    this.members = members;
  }

  /**
   * Makes a slice of the rows that meet a condition.
   *
   * @param group what it is a part by, such as a column's name
   * @param label which part
   * @param rows how many rows there are
   */
  public static Slice of(String group, String label, int rows, IntPredicate member) {
    return new Slice(group, label, IntStream.range(0, rows).filter(member).toArray());
  }

  /** Returns the rows that are in this slice and in another, named after both. */
  public Slice and(Slice other) {
    int[] both = new int[Math.min(members.length, other.members.length)];
    int n = 0;
    for (int a = 0, b = 0; a < members.length && b < other.members.length; ) {
      if (members[a] == other.members[b]) {
        both[n++] = members[a];
        a++;
        b++;
      } else if (members[a] < other.members[b]) {
        a++;
      } else {
        b++;
      }
    }
    return new Slice(
        group + " and " + other.group, name() + " and " + other.name(), Arrays.copyOf(both, n));
  }

  /** Says whether it holds the same rows as another. */
  public boolean sameRows(Slice other) {
    return Arrays.equals(members, other.members);
  }

  /** Returns what it is a part by. */
  public String group() {
    return group;
  }

  /** Returns which part. */
  public String label() {
    return label;
  }

  /** Returns group and part in one, where a pair of slices stands for itself. */
  public String name() {
    return group.contains(" and ") ? label : group + " " + label;
  }

  /** Returns the number of rows. */
  public int size() {
    return members.length;
  }

  /** Returns the i-th row of the slice, ascending. */
  public int member(int i) {
    return members[i];
  }

  /** Says whether a row is in the slice; costs O(log size). */
  public boolean contains(int row) {
    return Arrays.binarySearch(members, row) >= 0;
  }
}
