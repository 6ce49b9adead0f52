package sluice.studies.curves;

import java.util.Optional;
import java.util.OptionalDouble;
import sluice.evaluation.significance.Interval;

/**
 * One point of a learning curve.
 *
 * @param share of what is varied, above 0 up to 1
 * @param amount how many requests, interactions or features that is
 * @param train nDCG on requests that the ranker was trained on; none where too few were kept
 * @param tune nDCG on the tune requests
 * @param test the headline measure on the test requests, with its 95 % interval
 * @param step what the test measure gained over the point before, and p of no gain, corrected by
 *     Holm over the curve; none for the first
 */
public record CurvePoint(
    double share,
    int amount,
    OptionalDouble train,
    double tune,
    Interval test,
    Optional<Step> step) {
  /**
   * The gain over the point before.
   *
   * @param gain with its 95 % interval
   * @param p corrected
   */
  public record Step(Interval gain, double p) {
    /** Says whether a gain is shown. */
    public boolean shown() {
      return p < 0.05 && gain.mean() > 0;
    }
  }
}
