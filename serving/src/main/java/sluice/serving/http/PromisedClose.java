package sluice.serving.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Closes the connection of a caller who sends {@code Connection: close}, once the answer is out.
 *
 * <p>Helidon 4.5.0 answers that it will, and then waits for another request (its issue 12324): who
 * reads to the end would wait until the connection is idle for too long.
 */
final class PromisedClose {
  private PromisedClose() {}

  /** Must be the last filter that asks to be told when the response is sent. */
  static void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (request.headers().first(HeaderNames.CONNECTION).orElse("").equalsIgnoreCase("close")) {
      response.whenSent(() -> {
        throw new CloseConnectionException("the caller asked for it");
      });
    }
    chain.proceed();
  }
}
