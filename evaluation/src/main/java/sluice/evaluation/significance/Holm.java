package sluice.evaluation.significance;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (1979): p-values that stay honest however many comparisons there are.
 */
public final class Holm {
  private Holm() {}

  /** Returns the corrected p-values in the order of the given ones. */
  public static double[] correct(double[] pValues) {
    int n = pValues.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] out = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.min(1, (n - i) * pValues[order[i]]));
      out[order[i]] = largest;
    }
    return out;
  }
}
