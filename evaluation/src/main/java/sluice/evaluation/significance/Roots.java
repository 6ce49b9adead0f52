package sluice.evaluation.significance;

import java.util.function.DoubleUnaryOperator;

/** Where a rising function is 0, by halving the interval until no double lies between its ends. */
final class Roots {
  private Roots() {}

  /**
   * Returns the root.
   *
   * @param rising below 0 at low (or at all of it), above 0 at high
   */
  static double of(DoubleUnaryOperator rising, double low, double high) {
    double below = low;
    double above = high;
    for (int i = 0; i < 200; i++) {
      double middle = below + (above - below) / 2;
      if (middle <= below || middle >= above) {
        break;
      }
      if (rising.applyAsDouble(middle) < 0) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }
}
