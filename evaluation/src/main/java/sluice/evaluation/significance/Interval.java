package sluice.evaluation.significance;

import org.apache.commons.statistics.descriptive.NaNPolicy;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import sluice.core.text.NumberText;

/**
 * A mean with its 95 % interval.
 *
 * @param mean over the counted users
 * @param low 2.5th percentile of the resampled means
 * @param high 97.5th percentile
 */
public record Interval(double mean, double low, double high) {
  private static final Quantile QUANTILE =
      Quantile.withDefaults().with(EstimationMethod.HF7).with(NaNPolicy.EXCLUDE);

  /**
   * Returns a value with the middle 95 % of resampled values, percentiles interpolated linearly as
   * numpy does by default.
   *
   * @param resampled NaN are left out; where nothing is left, the ends are NaN
   */
  public static Interval ofResampled(double value, double[] resampled) {
    double[] ends = QUANTILE.evaluate(resampled, 0.025, 0.975);
    return new Interval(value, ends[0], ends[1]);
  }

  /** Returns the ends as those of a measure. */
  public String range() {
    return NumberText.range(low, high);
  }

  /** Returns the ends as those of a difference. */
  public String differences() {
    return NumberText.differences(low, high);
  }
}
