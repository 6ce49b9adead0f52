package sluice.ingestion.split;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many of the m pairs of a user (or item) a share holds out, where share · m is no whole
 * number.
 *
 * <p>Libraries differ here, and on sparse data it decides: of an item with one rating, {@link #UP}
 * holds out that one, so that nobody can find the item.
 */
public enum Rounding {
  /** ⌊share · m + x⌋, x drawn uniformly from [0, 1): the share in the mean for everyone. */
  RANDOM,
  /** ⌈share · m⌉: the first ⌊(1 − share) m⌋ stay, as Microsoft Recommenders has it. */
  UP,
  /** ⌊share · m⌋, but 1 where that is 0 and another pair is left for fitting; as RecBole has it. */
  DOWN,
  /** The nearest whole number, of two the even one, as Python rounds and LensKit with it. */
  NEAREST;

  /**
   * Returns how many of m pairs are held out; the share is counted in decimals, as it was written.
   *
   * @param share above 0, below 1
   * @param m how many pairs there are, 0 or more
   * @param uniform a draw from [0, 1), used by {@link #RANDOM} alone
   */
  int held(double share, int m, double uniform) {
    BigDecimal exact = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(m));
    return switch (this) {
      case RANDOM -> (int) (share * m + uniform);
      case UP -> exact.setScale(0, RoundingMode.CEILING).intValueExact();
      case DOWN -> Math.max(exact.intValue(), m > 1 ? 1 : 0);
      case NEAREST -> exact.setScale(0, RoundingMode.HALF_EVEN).intValueExact();
    };
  }
}
