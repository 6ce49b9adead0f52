package sluice.serving.access;

import sluice.core.SettingError;

/**
 * How much callers may ask for; 0 stands for no limit.
 *
 * @param perKey requests a second of one caller, in the long run
 * @param burst requests of one caller at once after a pause; 0 for as many as a second's
 * @param concurrent requests of one caller that run at a time
 * @param total requests of all callers that run at a time
 */
public record Limits(double perKey, int burst, int concurrent, int total) {
  /** No limit. */
  public static final Limits NONE = new Limits(0, 0, 0, 0);

  /** Checks. */
  public Limits {
    SettingError.check("perKey", perKey, 0, 1e6);
    SettingError.check("burst", burst, 0, 1_000_000);
    SettingError.check("concurrent", concurrent, 0, 1_000_000);
    SettingError.check("total", total, 0, 1_000_000);
  }

  /** Returns how many tokens a bucket holds, 1 or more. */
  int capacity() {
    return burst > 0 ? burst : (int) Math.max(1, Math.ceil(perKey));
  }
}
