package sluice.evaluation.compare;

import java.math.BigDecimal;
import java.util.Locale;
import sluice.evaluation.significance.Interval;

/** How numbers are written in a comparison. */
final class Numbers {
  private Numbers() {}

  static String plain(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
  }

  static String signed(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%+.4f", value).replace('-', '−')
        : "–";
  }

  static String range(Interval interval) {
    return signed(interval.low()) + " to " + signed(interval.high());
  }

  static String p(double value) {
    return value < 0.0001 ? "<0.0001" : plain(value);
  }

  static String shortest(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
