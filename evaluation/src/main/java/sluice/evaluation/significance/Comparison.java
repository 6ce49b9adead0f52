package sluice.evaluation.significance;

/**
 * One system held against a baseline by one measure, paired by user.
 *
 * @param system the system's name
 * @param baseline the baseline's name
 * @param measure the measure's name
 * @param difference mean of the system − mean of the baseline
 * @param pValue corrected by Holm over all comparisons of the measure
 * @param pValueRaw before correction
 * @param users how many pairs
 * @param test {@code sign-flip} or {@code paired-t}
 * @param size how large the difference is relative to its spread
 */
public record Comparison(
    String system,
    String baseline,
    String measure,
    double difference,
    double pValue,
    double pValueRaw,
    int users,
    String test,
    Size size) {
  /**
   * How large a difference is, and how small a one could have been found.
   *
   * @param low lower end of the difference's 95 % interval, by t ({@link MeanDifference})
   * @param high upper end
   * @param effectSize Cohen's d_z: the difference in standard deviations of the users' differences;
   *     NaN where they do not spread
   * @param detectable the least true difference that so many users would show with power .8 at 5 %,
   *     before correction; NaN with fewer than two users
   */
  public record Size(double low, double high, double effectSize, double detectable) {
    static Size of(MeanDifference difference, double leastEffect) {
      Interval interval = difference.interval(0.95);
      double t = difference.t();
      return new Size(
          interval.low(),
          interval.high(),
          Double.isFinite(t) ? t / Math.sqrt(difference.clusters()) : Double.NaN,
          leastEffect * difference.deviation());
    }
  }

  /** Says whether the difference is significant at 5 %, after correction. */
  public boolean significant() {
    return pValue < 0.05;
  }

  /** Returns what may be said at 5 %. */
  public String reading() {
    return reading(pValue, difference);
  }

  /** Returns what may be said of a difference at 5 %. */
  public static String reading(double pValue, double difference) {
    return !(pValue < 0.05) ? "not shown to differ" : difference > 0 ? "better" : "worse";
  }
}
