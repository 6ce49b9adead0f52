package sluice.core.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import sluice.core.ReportSection.Figure;

/** How numbers are written for a reader: in reports, on pages and on the console. */
public final class NumberText {
  private NumberText() {}

  private static String finite(String format, double value) {
    return Double.isFinite(value) ? minus(String.format(Locale.ROOT, format, value)) : "–";
  }

  /** Returns a measure's value with four digits, or a dash. */
  public static String measure(double value) {
    return finite("%.4f", value);
  }

  /** Returns a difference with its sign, or a dash. */
  public static String difference(double value) {
    return finite("%+.4f", value);
  }

  /** Returns an interval of a measure. */
  public static String range(double low, double high) {
    return measure(low) + " – " + measure(high);
  }

  /** Returns an interval of a difference. */
  public static String differences(double low, double high) {
    return difference(low) + " to " + difference(high);
  }

  /** Returns a p-value with four digits, or {@code < 0.0001}. */
  public static String p(double value) {
    return value < 0.0001 ? "< 0.0001" : measure(value);
  }

  /** Returns a p-value as {@code p = 0.0310} or {@code p < 0.0001}. */
  public static String pIs(double value) {
    return value < 0.0001 ? "p < 0.0001" : "p = " + measure(value);
  }

  /** Returns a share as per cent with one digit, or a dash. */
  public static String percent(double share) {
    return finite("%.1f %%", 100 * share);
  }

  /** Returns a time in a fitting unit, or a dash. */
  public static String millis(double millis) {
    return millis < 0.1
        ? finite("%.0f µs", 1000 * millis)
        : millis < 1000
            ? finite(millis < 10 ? "%.2f ms" : "%.0f ms", millis)
            : finite("%.1f s", millis / 1000);
  }

  /** Returns a count with its thousands grouped, one decimal where it is not whole and small. */
  public static String count(Number number) {
    double value = number.doubleValue();
    return finite(value == Math.rint(value) || value >= 100 ? "%,.0f" : "%.1f", value);
  }

  /** Returns all digits that tell a number from its neighbours, and no exponent. */
  public static String shortest(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  /** Returns any cell or fact as text: numbers with up to four significant digits. */
  public static String text(Object value) {
    return switch (value) {
      case Boolean b -> b ? "yes" : "no";
      case Number n -> general(n.doubleValue());
      case Figure f ->
          switch (f.style()) {
            case MEASURE -> measure(f.value());
            case DIFFERENCE -> difference(f.value());
            case P_VALUE -> p(f.value());
            case SHARE -> percent(f.value());
            case COUNT -> count(f.value());
            case MILLIS -> millis(f.value());
          };
      default -> value.toString();
    };
  }

  /** Returns a figure's interval, or nothing. */
  public static String interval(Figure f) {
    if (Double.isNaN(f.low()) || Double.isNaN(f.high())) {
      return "";
    }
    return switch (f.style()) {
      case DIFFERENCE -> differences(f.low(), f.high());
      case SHARE -> percent(f.low()) + " – " + percent(f.high());
      default -> range(f.low(), f.high());
    };
  }

  private static String general(double d) {
    double size = Math.abs(d);
    if (size >= 1000 || d == Math.rint(d)) {
      return finite(size < 10_000 && d == Math.rint(d) ? "%.0f" : "%,.0f", d);
    }
    return size < 1e-4 || !Double.isFinite(d)
        ? finite("%.2e", d)
        : minus(new BigDecimal(d).round(new MathContext(4)).stripTrailingZeros().toPlainString());
  }

  private static String minus(String number) {
    return number.startsWith("-") ? "−" + number.substring(1) : number;
  }
}
