package sluice.pipeline.command;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;
import sluice.funnel.bundle.Bundle;

/** The option {@code --time} of commands that ask a bundle. */
final class RequestTime {
  private RequestTime() {}

  /**
   * Returns the time that is given, else where the bundle's data ends, else now; milliseconds since
   * 1970 UTC.
   *
   * @throws UserError where it cannot be read
   */
  static long of(@Nullable String given, Bundle bundle) {
    if (given == null) {
      long end = bundle.manifest().dataEnd();
      return end == Long.MAX_VALUE ? System.currentTimeMillis() : end;
    }
    try {
      return Instant.parse(given).toEpochMilli();
    } catch (DateTimeException e) {
      throw new UserError("--time " + given + " is no time; such as 2026-01-31T12:00:00Z", e);
    }
  }
}
