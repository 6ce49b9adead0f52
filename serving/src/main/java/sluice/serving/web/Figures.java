package sluice.serving.web;

import java.util.Locale;
import sluice.core.text.NumberText;

/** Numbers as the live page writes them. */
final class Figures {
  private Figures() {}

  /** Writes a number of about three digits. */
  static String rate(double x) {
    return String.format(Locale.ROOT, x >= 99.95 ? "%,.0f" : x >= 9.995 ? "%.1f" : "%.2f", x);
  }

  static String milliseconds(double seconds) {
    return rate(1000 * seconds);
  }

  static String megabytes(double bytes) {
    return NumberText.count(Math.rint(bytes / 1e6));
  }

  /** Writes how long something is by its two largest units. */
  static String span(double seconds) {
    long s = (long) seconds;
    if (s < 60) {
      return s + " s";
    }
    if (s < 3600) {
      return s / 60 + " min " + s % 60 + " s";
    }
    return s < 86_400
        ? s / 3600 + " h " + s / 60 % 60 + " min"
        : s / 86_400 + " d " + s / 3600 % 24 + " h";
  }
}
