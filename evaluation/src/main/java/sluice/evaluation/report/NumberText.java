package sluice.evaluation.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import sluice.evaluation.significance.Interval;

/** How numbers are shown to a reader. */
final class NumberText {
  private NumberText() {}

  /** Returns a measure's value with four digits, or a dash. */
  static String measure(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "–";
  }

  /** Returns a difference with its sign. */
  static String difference(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%+.4f", value).replace('-', '−')
        : "–";
  }

  /** Returns a share as per cent, or a dash. */
  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "–";
  }

  /** Returns a time in a fitting unit, or a dash. */
  static String millis(double millis) {
    if (!Double.isFinite(millis)) {
      return "–";
    }
    return millis < 0.1
        ? String.format(Locale.ROOT, "%.0f µs", 1000 * millis)
        : millis < 1000
            ? String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis)
            : String.format(Locale.ROOT, "%.1f s", millis / 1000);
  }

  /** Returns a count with thousands parted, one decimal where it is not whole and small. */
  static String count(double value) {
    return value == Math.rint(value) || value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Returns any cell or fact as text: numbers with up to four significant digits. */
  static String text(Object value) {
    if (value instanceof Boolean b) {
      return b ? "yes" : "no";
    }
    if (!(value instanceof Number number)) {
      return String.valueOf(value);
    }
    double d = number.doubleValue();
    if (!Double.isFinite(d)) {
      return "–";
    }
    if (d == Math.rint(d) && Math.abs(d) < 1e15) {
      return String.format(Locale.ROOT, Math.abs(d) < 10_000 ? "%.0f" : "%,.0f", d);
    }
    if (Math.abs(d) >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", d);
    }
    BigDecimal rounded = new BigDecimal(d).round(new MathContext(4)).stripTrailingZeros();
    return Math.abs(d) < 1e-4 ? String.format(Locale.ROOT, "%.2e", d) : rounded.toPlainString();
  }

  /** Returns a stage as a reader calls it. */
  static String stage(String key) {
    return switch (key) {
      case "retrieval" -> "source";
      case "reranking" -> "re-ranking";
      default -> key;
    };
  }

  static String range(Interval i) {
    return measure(i.low()) + " – " + measure(i.high());
  }

  /** A place or width in per cent, for a style. */
  static String place(double percent) {
    return String.format(Locale.ROOT, "%.2f", percent);
  }
}
