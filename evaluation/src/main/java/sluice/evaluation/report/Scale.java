package sluice.evaluation.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis between round numbers.
 *
 * @param low its lower end, a multiple of the step
 * @param high its upper end, above the lower one
 * @param step between two ticks
 */
record Scale(double low, double high, double step) {
  private static final int TICKS = 5;

  /** Returns the axis of the least round numbers around two values: steps of 1, 2 or 5 · 10ⁿ. */
  static Scale around(double least, double most) {
    double range = most > least ? most - least : Math.max(1e-9, Math.abs(most));
    double rough = range / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    double step = power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    double low = step * Math.floor(least / step + 1e-9);
    double high = step * Math.ceil(most / step - 1e-9);
    return new Scale(low, high > low ? high : low + step, step);
  }

  /** Returns where a value stands, in per cent of the axis. */
  double share(double value) {
    return 100 * (Math.clamp(value, low, high) - low) / (high - low);
  }

  /** Returns the values of the ticks, ends included. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; low + i * step <= high + step / 1e6; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** Returns a tick's text: short, thousands and millions by letter. */
  static String text(double value) {
    double size = Math.abs(value);
    double unit = size >= 1e9 ? 1e9 : size >= 1e6 ? 1e6 : size >= 1e4 ? 1e3 : 1;
    String letter = unit == 1e9 ? "G" : unit == 1e6 ? "M" : unit == 1e3 ? "k" : "";
    String digits =
        new BigDecimal(value / unit).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    return (size < 1e-12 ? "0" : digits.replace('-', '−')) + letter;
  }
}
