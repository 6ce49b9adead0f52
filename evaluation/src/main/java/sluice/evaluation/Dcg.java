package sluice.evaluation;

import java.util.Arrays;

/** Discounted cumulative gain: the discount, and the sum of the best possible list. */
public final class Dcg {
  private static final double[] TABLE = new double[4096];

  static {
    for (int place = 0; place < TABLE.length; place++) {
      TABLE[place] = compute(place);
    }
  }

  private Dcg() {}

  /** Returns 1 / log₂(rank + 1), the rank being the place + 1. */
  public static double discount(int place) {
    return place < TABLE.length ? TABLE[place] : compute(place);
  }

  private static double compute(int place) {
    return Math.log(2) / Math.log(place + 2);
  }

  /**
   * Returns the sum of gain · discount of the best list of k.
   *
   * @param gains sorted here, ascending
   */
  public static double ideal(double[] gains, int k) {
    Arrays.sort(gains);
    double sum = 0;
    for (int place = 0; place < Math.min(gains.length, k); place++) {
      sum += gains[gains.length - 1 - place] * discount(place);
    }
    return sum;
  }
}
