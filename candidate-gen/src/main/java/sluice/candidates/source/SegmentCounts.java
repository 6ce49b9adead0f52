package sluice.candidates.source;

import java.util.Arrays;
import sluice.core.Column;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.Interactions;

/**
 * What the interactions count, by segment and item: an interaction with several segments counts in
 * each. 8 bytes an interaction and segment while it is counted.
 */
final class SegmentCounts {
  private final FittingPart part;
  private final SegmentColumn by;
  private final Column.Categories categories;
  private final Counting counting;

  SegmentCounts(FittingPart part, SegmentColumn by, Counting counting) {
    this.part = part;
    this.by = by;
    this.categories = by.categories(part);
    this.counting = counting;
  }

  /** Counts. */
  SegmentPopularity source(String name, SegmentShares shares) {
    int segments = categories.values().size();
    Interactions rows = part.interactions();
    int[] ends = new int[segments + 1];
    for (int row = 0; row < rows.size(); row++) {
      int at = counting.weight(row) > 0 ? attributes(row) : -1;
      for (int k = 0; at >= 0 && k < categories.count(at); k++) {
        ends[categories.code(at, k) + 1]++;
      }
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    int[] counted = new int[ends[segments]];
    int[] next = ends.clone();
    for (int row = 0; row < rows.size(); row++) {
      int at = counting.weight(row) > 0 ? attributes(row) : -1;
      for (int k = 0; at >= 0 && k < categories.count(at); k++) {
        counted[next[categories.code(at, k)]++] = row;
      }
    }
    return add(name, shares, ends, counted);
  }

  private SegmentPopularity add(String name, SegmentShares shares, int[] ends, int[] counted) {
    Interactions rows = part.interactions();
    int catalogue = part.catalogue().size();
    int[] starts = new int[ends.length];
    int[] items = new int[counted.length];
    float[] scores = new float[counted.length];
    int size = 0;
    double[] sums = new double[catalogue];
    for (int s = 0; s < ends.length - 1; s++) {
      double all = 0;
      for (int k = ends[s]; k < ends[s + 1]; k++) {
        int item = rows.item(counted[k]);
        if (sums[item] == 0) {
          items[size++] = item;
        }
        sums[item] += counting.weight(counted[k]);
        all += counting.weight(counted[k]);
      }
      for (int k = starts[s]; k < size; k++) {
        scores[k] = (float) (sums[items[k]] / all);
        sums[items[k]] = 0;
      }
      starts[s + 1] = size;
    }
    return new SegmentPopularity(
        name, shares, catalogue, starts, Arrays.copyOf(items, size), Arrays.copyOf(scores, size));
  }

  /** Returns the row of the user's attributes at an interaction, or of the item's at the end. */
  private int attributes(int row) {
    EntityTable table = by.rows(part);
    Interactions rows = part.interactions();
    return by.ofItems()
        ? table.row(rows.item(row), part.asOf())
        : table.row(rows.user(row), part.timed() ? rows.time(row) : part.asOf());
  }
}
