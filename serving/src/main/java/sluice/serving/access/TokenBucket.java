package sluice.serving.access;

/**
 * A bucket that fills at a steady rate up to its capacity; each request takes a token out of it.
 * Not thread-safe.
 */
final class TokenBucket {
  private final double perNano;
  private final int capacity;
  private double tokens;
  private long filled;

  /**
   * Makes a full bucket.
   *
   * @param perSecond tokens that come in a second, above 0
   * @param capacity the most it holds, 1 or more
   * @param now nanoseconds of a clock that never steps back
   */
  TokenBucket(double perSecond, int capacity, long now) {
    this.perNano = perSecond / 1e9;
    this.capacity = capacity;
    this.tokens = capacity;
    this.filled = now;
  }

  /**
   * Takes a token and returns 0, or takes none and returns in how many nanoseconds one is there.
   */
  long take(long now) {
    tokens = Math.min(capacity, tokens + (now - filled) * perNano);
    filled = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return Math.max(1, (long) Math.ceil((1 - tokens) / perNano));
  }
}
