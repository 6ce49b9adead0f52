package sluice.serving.access;

/**
 * How much callers may ask for; 0 stands for no limit.
 *
 * @param perSecond requests a second of one caller, in the long run
 * @param burst requests of one caller at once after a pause; 0 for as many as a second's
 * @param concurrent requests of one caller that run at a time
 * @param total requests of all callers that run at a time
 */
public record Limits(double perSecond, int burst, int concurrent, int total) {
  /** None for a caller; of all together no more than memory has room for. */
  public static final Limits DEFAULT = new Limits(0, 0, 0, 1_024);

  /** Checks. */
  public Limits {
    if (!(perSecond >= 0) || burst < 0 || concurrent < 0 || total < 0) {
      throw new IllegalArgumentException("limits are 0 or more");
    }
  }

  /** Returns how many tokens a bucket holds, 1 or more. */
  int capacity() {
    return burst > 0 ? burst : (int) Math.max(1, Math.ceil(perSecond));
  }
}
