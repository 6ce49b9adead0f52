package sluice.evaluation.offpolicy;

/** What an estimator says of a target policy. */
public sealed interface Estimate {
  /** Returns the estimator. */
  Estimator estimator();

  /**
   * A value with its interval.
   *
   * @param estimator which
   * @param value expected sum of rewards of a request
   * @param standardError over clusters; NaN where there is but one
   * @param low of the 95 % interval
   * @param high of the 95 % interval
   */
  record Value(Estimator estimator, double value, double standardError, double low, double high)
      implements Estimate {}

  /**
   * No value.
   *
   * @param estimator which
   * @param reason why, a clause
   */
  record NotEstimable(Estimator estimator, String reason) implements Estimate {}
}
