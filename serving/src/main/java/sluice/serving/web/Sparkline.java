package sluice.serving.web;

import java.util.Arrays;
import java.util.Locale;

/**
 * A small line of how a figure went, as the points of an SVG polyline in a box of {@value #WIDTH}
 * by {@value #HEIGHT}; 0 is the bottom, the greatest value the top, the latest at the right.
 *
 * @param points empty where there are fewer than two values
 * @param most the greatest value
 */
public record Sparkline(String points, double most) {
  /** How wide the box is. */
  public static final int WIDTH = 120;

  /** How high it is. */
  public static final int HEIGHT = 28;

  private static final int STEPS = 60;

  static Sparkline of(double[] values) {
    double most = Arrays.stream(values).max().orElse(0);
    if (values.length < 2) {
      return new Sparkline("", most);
    }
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      double x = WIDTH - (values.length - 1 - i) * (double) WIDTH / (STEPS - 1);
      double y = HEIGHT - 1 - (most > 0 ? values[i] / most : 0) * (HEIGHT - 2);
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }
    return new Sparkline(points.toString().strip(), most);
  }
}
