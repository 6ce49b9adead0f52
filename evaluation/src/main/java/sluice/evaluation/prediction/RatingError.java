package sluice.evaluation.prediction;

/**
 * How far predicted ratings lie from recorded ones.
 *
 * @param rmse root of the mean squared error
 * @param mae mean absolute error
 */
public record RatingError(double rmse, double mae) {
  /**
   * Computes both; NaN without rows.
   *
   * @param predicted finite
   * @param recorded finite, as many
   */
  public static RatingError of(double[] predicted, double[] recorded) {
    if (predicted.length != recorded.length) {
      throw new IllegalArgumentException(
          predicted.length + " predictions for " + recorded.length + " ratings");
    }
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      double gap = predicted[i] - recorded[i];
      squares += gap * gap;
      sum += Math.abs(gap);
    }
    int n = predicted.length;
    return n == 0
        ? new RatingError(Double.NaN, Double.NaN)
        : new RatingError(Math.sqrt(squares / n), sum / n);
  }
}
