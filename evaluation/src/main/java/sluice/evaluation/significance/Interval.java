package sluice.evaluation.significance;

/**
 * A mean with its 95 % interval.
 *
 * @param mean over the counted users
 * @param low 2.5th percentile of the resampled means
 * @param high 97.5th percentile
 */
public record Interval(double mean, double low, double high) {}
