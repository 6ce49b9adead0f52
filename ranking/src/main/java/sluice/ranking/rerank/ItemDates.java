package sluice.ranking.rerank;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import sluice.core.Catalogue;

/** Items by the date from which they are available. Immutable. */
final class ItemDates {
  private final long[] dates;
  private final int[] items;

  ItemDates(Catalogue catalogue) {
    this.items =
        IntStream.range(0, catalogue.size())
            .filter(i -> catalogue.availableFrom(i) != Long.MIN_VALUE)
            .boxed()
            .sorted(Comparator.comparingLong(catalogue::availableFrom))
            .mapToInt(i -> i)
            .toArray();
    this.dates = Arrays.stream(items).mapToLong(catalogue::availableFrom).toArray();
  }

  /** Says whether any item has a date. */
  static boolean known(Catalogue catalogue) {
    return IntStream.range(0, catalogue.size())
        .anyMatch(i -> catalogue.availableFrom(i) != Long.MIN_VALUE);
  }

  /** Returns the items with a date from {@code from} to before {@code until}. */
  int[] between(long from, long until) {
    return Arrays.copyOfRange(items, first(from), Math.max(first(from), first(until)));
  }

  private int first(long date) {
    int low = 0;
    int high = dates.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (dates[middle] < date) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
