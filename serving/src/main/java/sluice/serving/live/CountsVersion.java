package sluice.serving.live;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Which counts a request is answered with.
 *
 * @param id names them among all of a bundle; empty for the bundle's own
 * @param end up to which things were counted, milliseconds since 1970 UTC; {@link Long#MAX_VALUE}
 *     where the bundle's data does not part by time
 */
record CountsVersion(String id, long end) {
  /** Returns the version of a bundle's own counts. */
  static CountsVersion ofBundle(long end) {
    return new CountsVersion("", end);
  }

  /** Returns a version that no other is called like: late events may change what a day holds. */
  static CountsVersion next(long end, long sequence) {
    String day = Instant.ofEpochMilli(end).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    return new CountsVersion(day + "-" + sequence + "-" + RequestIds.next().substring(0, 8), end);
  }
}
