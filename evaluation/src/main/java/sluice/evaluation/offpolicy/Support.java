package sluice.evaluation.offpolicy;

/**
 * How far a log can speak of a target policy.
 *
 * @param unsupported share of what the target shows, by probability, that the log never shows at
 *     that position, in any request: it cannot say anything about it. A log tells the propensity of
 *     what was shown alone, so this is what can be seen from it; 0 does not prove support
 * @param matched how many impressions the target could have shown too
 * @param effective effective sample size in impressions, {@code (Σw)² / Σw²} (Kish)
 * @param largest the largest weight
 * @param meanWeight sum of the weights over what the target shows; 1 in expectation where
 *     propensities are right and support is whole
 * @param meanWeightError standard error of that mean, over clusters
 * @param covered share of what the target shows, by probability, at positions of requests that the
 *     log has a row of, whatever that shows; the rest earns nothing here
 * @param shown how many items the target shows at a request, in the mean
 * @param rows how many rows the log has of a request, in the mean
 * @param drawn whether the log was drawn: false where every propensity is 1
 * @param same share of what the target shows, by probability, that the log shows at that position
 *     of that request
 */
public record Support(
    double unsupported,
    long matched,
    double effective,
    double largest,
    double meanWeight,
    double meanWeightError,
    double covered,
    double shown,
    double rows,
    boolean drawn,
    double same) {

  /** Says whether the weights' mean lies further from 1 than chance explains (3 errors). */
  public boolean suspicious() {
    return Math.abs(meanWeight - 1) > 3 * meanWeightError;
  }
}
