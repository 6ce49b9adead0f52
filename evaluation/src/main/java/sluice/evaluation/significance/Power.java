package sluice.evaluation.significance;

import org.apache.commons.numbers.rootfinder.BrentSolver;

/**
 * The power of a two-sided paired t test: how sure it is to find a difference that is there.
 *
 * <p>With n users, a true difference x and differences of standard deviation s, t follows the
 * noncentral t distribution with n − 1 degrees of freedom and δ = x / s · √n; power is the
 * probability of |t| beyond the critical value. For a sign-flip or a Wilcoxon test it is a good
 * guide, not exact. The standard deviation is taken as known: one from few users makes the answer
 * as uncertain as itself. Power "observed" at the difference just found says nothing that its
 * p-value does not, and is not offered.
 */
public final class Power {
  /** The level that is used throughout: 5 %, two-sided. */
  public static final double ALPHA = 0.05;

  /** The power that is asked for throughout. */
  public static final double POWER = 0.8;

  private static final double ACCURACY = 1e-14;

  private Power() {}

  /**
   * Returns the power.
   *
   * @param effect d_z, the difference in standard deviations
   * @param users 2 or more
   * @param alpha in (0, 1)
   */
  public static double of(double effect, long users, double alpha) {
    if (users < 2) {
      throw new IllegalArgumentException("a test takes 2 users or more, not " + users);
    }
    double degrees = users - 1.0;
    double critical = StudentT.critical(alpha, degrees);
    double delta = Math.abs(effect) * Math.sqrt((double) users);
    return 1
        - NoncentralT.below(critical, degrees, delta)
        + NoncentralT.below(-critical, degrees, delta);
  }

  /**
   * Returns the fewest users with which a difference is found.
   *
   * @param effect d_z, not 0
   * @param power in (alpha, 1)
   * @param alpha in (0, 1)
   * @return 2 or more; {@link Long#MAX_VALUE} where a thousand million would not do
   */
  public static long users(double effect, double power, double alpha) {
    check(power, alpha);
    if (effect == 0 || !Double.isFinite(effect)) {
      throw new IllegalArgumentException("no number of users finds a difference of " + effect);
    }
    long most = 2;
    while (of(effect, most, alpha) < power) {
      if (most > 1_000_000_000) {
        return Long.MAX_VALUE;
      }
      most *= 2;
    }
    long least = most / 2;
    while (most - least > 1) {
      long middle = (least + most) >>> 1;
      if (of(effect, middle, alpha) < power) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return most;
  }

  /**
   * Returns the least d_z that so many users find: times the standard deviation of the differences
   * it is the minimum detectable difference.
   *
   * @param users 2 or more
   * @param power in (alpha, 1)
   * @param alpha in (0, 1)
   */
  public static double detectable(long users, double power, double alpha) {
    check(power, alpha);
    double high = 8 / Math.sqrt((double) users);
    while (of(high, users, alpha) < power) {
      high *= 2;
    }
    return new BrentSolver(ACCURACY, ACCURACY, 0)
        .findRoot(d -> of(d, users, alpha) - power, 0, high);
  }

  private static void check(double power, double alpha) {
    if (!(alpha > 0 && alpha < power && power < 1)) {
      throw new IllegalArgumentException(
          "power " + power + " and level " + alpha + " must satisfy 0 < level < power < 1");
    }
  }
}
