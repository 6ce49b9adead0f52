package sluice.studies.check;

import java.util.Arrays;

/** How two slates are held against each other. */
final class Slates {
  private Slates() {}

  /** Returns the share of the first list's items that the other holds, too; 1 for an empty one. */
  static double overlap(int[] first, int[] other) {
    if (first.length == 0) {
      return 1;
    }
    int[] sorted = other.clone();
    Arrays.sort(sorted);
    int both = 0;
    for (int item : first) {
      both += Arrays.binarySearch(sorted, item) >= 0 ? 1 : 0;
    }
    return (double) both / first.length;
  }
}
