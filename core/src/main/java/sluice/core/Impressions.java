package sluice.core;

/**
 * A column-wise table of impressions (an item was shown to a user, at a position, with a
 * propensity), grouped by user, and each user's by request.
 *
 * <p>The rows of user u are {@code starts[u] … starts[u + 1] − 1}. Immutable by agreement: arrays
 * are taken over, not copied.
 *
 * @param starts users + 1 offsets
 * @param requests a number of its own for each request
 * @param items dense indexes of the catalogue
 * @param times milliseconds since 1970 UTC
 * @param positions counted from 1, 0 where the data does not say
 * @param propensities the probability with which this item was shown at this position, NaN where
 *     the data does not say
 */
@SuppressWarnings("ArrayRecordComponent") // columns, as in Interactions
public record Impressions(
    int[] starts,
    int[] requests,
    int[] items,
    long[] times,
    int[] positions,
    double[] propensities) {
  /** Checks the lengths. */
  public Impressions {
    int rows = items.length;
    if (requests.length != rows
        || times.length != rows
        || positions.length != rows
        || propensities.length != rows
        || starts[starts.length - 1] != rows) {
      throw new IllegalArgumentException("columns differ in length");
    }
  }

  /** Returns the number of rows. */
  public int size() {
    return items.length;
  }

  /** Returns the number of users. */
  public int users() {
    return starts.length - 1;
  }
}
