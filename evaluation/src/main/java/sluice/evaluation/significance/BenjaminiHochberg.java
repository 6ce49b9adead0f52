package sluice.evaluation.significance;

/**
 * Benjamini and Hochberg's step-up correction (1995): of what it calls significant at 5 %, at most
 * 5 % is wrong on average (the false discovery rate).
 *
 * <p>For a search among many, such as slices, where {@link Holm} would hide nearly all. It assumes
 * independent or positively dependent tests.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /** Returns the corrected p-values in the order of the given ones. */
  public static double[] correct(double[] pValues) {
    int n = pValues.length;
    int[] order = PValues.ascending(pValues);
    double[] out = new double[n];
    double smallest = 1;
    for (int i = n - 1; i >= 0; i--) {
      smallest = Math.min(smallest, pValues[order[i]] * n / (i + 1));
      out[order[i]] = smallest;
    }
    return out;
  }
}
