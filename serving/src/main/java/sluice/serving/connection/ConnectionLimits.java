package sluice.serving.connection;

import java.time.Duration;
import java.util.stream.Stream;
import sluice.core.SettingError;

/**
 * How many connections may be open, and how long each may wait for its client.
 *
 * <p>Each time is a total: bytes that arrive one by one do not extend it.
 *
 * @param most connections that are open at a time
 * @param headers from the first byte of a request, or from the start of a connection, to the end of
 *     the request's headers; a TLS handshake is part of it
 * @param body from the end of the headers to the end of the body
 * @param answer until the client has taken the whole answer
 * @param idle from one answer to the next request
 */
public record ConnectionLimits(
    int most, Duration headers, Duration body, Duration answer, Duration idle) {
  /** Checks. */
  public ConnectionLimits {
    SettingError.check("most", most, 1, 1_000_000);
    check("headers", headers);
    check("body", body);
    check("answer", answer);
    check("idle", idle);
  }

  private static void check(String key, Duration time) {
    SettingError.check(key, time.toMillis() / 1_000.0, 0.05, 86_400);
  }

  /** Returns the shortest of the times. */
  Duration shortest() {
    return Stream.of(headers, body, answer, idle).min(Duration::compareTo).orElseThrow();
  }
}
