package sluice.serving.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The name of one HTTP request, in {@code X-Request-Id} of its response, in its problem and in the
 * log. A caller may give one, so that its logs and the server's can be joined. It has nothing to do
 * with the {@code requestId} of a slate, which events name and no log holds.
 */
final class RequestId {
  static final HeaderName HEADER = HeaderNames.create("X-Request-Id");

  private static final String TAKEN = "[A-Za-z0-9._-]{1,64}";
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestId() {}

  /** Returns the id that a request's headers give; where that is none or a wild one, a new one. */
  static String of(Headers request) {
    return request.first(HEADER).filter(id -> id.matches(TAKEN)).orElseGet(RequestId::next);
  }

  private static String next() {
    byte[] bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
