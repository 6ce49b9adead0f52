package sluice.features.tables;

import java.time.Duration;

/** Cutoffs that are wrong on purpose, for tests that must notice. */
public final class BrokenCutoff {
  private BrokenCutoff() {}

  /** Reads {@code ahead} beyond the request's time. */
  public static Cutoff ahead(Duration ahead) {
    return Cutoff.broken(ahead);
  }
}
