package sluice.evaluation.significance;

/**
 * Holm's step-down correction (1979): p-values that stay honest however many comparisons there are.
 */
public final class Holm {
  private Holm() {}

  /** Returns the corrected p-values in the order of the given ones. */
  public static double[] correct(double[] pValues) {
    int n = pValues.length;
    int[] order = PValues.ascending(pValues);
    double[] out = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.min(1, (n - i) * pValues[order[i]]));
      out[order[i]] = largest;
    }
    return out;
  }
}
