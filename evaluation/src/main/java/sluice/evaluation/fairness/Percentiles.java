package sluice.evaluation.fairness;

import java.util.Arrays;
import sluice.evaluation.significance.Interval;

/** 95 % percentile intervals of resampled values, interpolated linearly; NaN are left out. */
final class Percentiles {
  private Percentiles() {}

  static Interval interval(double value, double[] drawn) {
    double[] sorted = Arrays.stream(drawn).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return new Interval(value, at(sorted, 0.025), at(sorted, 0.975));
  }

  private static double at(double[] sorted, double q) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
