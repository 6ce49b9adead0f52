package sluice.ingestion.split;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A share of n things, counted in decimals as it was written, so that 0.9 of 10 leaves 1. */
final class Share {
  private final BigDecimal stays;
  private final int[] small = new int[1024];

  Share(double test) {
    this.stays = BigDecimal.ONE.subtract(BigDecimal.valueOf(test));
    for (int n = 0; n < small.length; n++) {
      small[n] = exact(n);
    }
  }

  /** Returns ⌊(1 − test) n⌋. */
  int stays(int n) {
    return n < small.length ? small[n] : exact(n);
  }

  private int exact(int n) {
    return stays.multiply(BigDecimal.valueOf(n)).setScale(0, RoundingMode.FLOOR).intValueExact();
  }
}
