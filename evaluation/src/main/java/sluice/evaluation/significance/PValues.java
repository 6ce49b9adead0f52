package sluice.evaluation.significance;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The order in which corrections for many comparisons go through p-values. */
final class PValues {
  private PValues() {}

  /** Returns the places of the values, the smallest value first, equal ones as they stand. */
  static int[] ascending(double[] pValues) {
    return IntStream.range(0, pValues.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> pValues[i]))
        .mapToInt(i -> i)
        .toArray();
  }
}
