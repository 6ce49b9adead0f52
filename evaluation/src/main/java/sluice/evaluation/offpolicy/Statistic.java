package sluice.evaluation.offpolicy;

/**
 * What an estimator makes of a log: a number, and how much each request moves it.
 *
 * <p>Immutable, safe for use by many threads.
 */
public sealed interface Statistic permits RequestMean, PositionRatios {
  /**
   * Returns the estimate where each request counts a number of times.
   *
   * @param times by request, 0 or more; all 1 for the estimate itself
   */
  double value(double[] times);

  /**
   * Returns each request's influence: the derivative of the estimate in its times, at all 1. They
   * sum to 0; the variance of the estimate is about the sum of their squares, summed within
   * clusters first.
   */
  double[] influence();
}
