package sluice.serving.http;

import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import sluice.serving.feedback.Ids;

/**
 * Refuses a path or a query that no id can be read from: percent-encoding that is none, bytes that
 * are no UTF-8, control characters. What a body holds is for {@link Body} to check.
 */
final class CleanRequest {
  private CleanRequest() {}

  /** Passes a request on, or throws a {@link Problem} of 400. */
  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    // a path names an item or a user; a text to search for may hold a tab
    if (Ids.hasControl(decoded("path", request.prologue().uriPath().rawPath()))) {
      throw Problem.badRequest("the path holds a control character");
    }
    if (decoded("query", request.prologue().query().rawValue()).indexOf(0) >= 0) {
      throw Problem.badRequest("the query holds NUL");
    }
    chain.proceed();
  }

  /**
   * Decodes a part of a request's target.
   *
   * @param part its name, for the message
   */
  private static String decoded(String part, String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.put(bytes[i]);
        continue;
      }
      if (i + 2 >= bytes.length
          || !HexFormat.isHexDigit(bytes[i + 1])
          || !HexFormat.isHexDigit(bytes[i + 2])) {
        throw Problem.badRequest(
            "the " + part + " has a % that two hexadecimal digits do not follow");
      }
      decoded.put(
          (byte)
              (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2])));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw Problem.badRequest("the " + part + " is not UTF-8");
    }
  }
}
