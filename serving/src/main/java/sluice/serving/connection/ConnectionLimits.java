package sluice.serving.connection;

import java.time.Duration;
import java.util.stream.Stream;

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
  /** 1,000 connections; 10 s for headers, 30 s for a body or an answer, 60 s between requests. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          1_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60));

  /** Checks. */
  public ConnectionLimits {
    if (most < 1 || Stream.of(headers, body, answer, idle).anyMatch(d -> !d.isPositive())) {
      throw new IllegalArgumentException("limits of connections are above 0");
    }
  }

  /** Returns the shortest of the times. */
  Duration shortest() {
    return Stream.of(headers, body, answer, idle).min(Duration::compareTo).orElseThrow();
  }
}
