package sluice.serving.http;

import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import sluice.serving.connection.Connection;
import sluice.serving.connection.Connections;

/** Tells each connection what its request waits for. Safe for use by many threads. */
final class ConnectionFilter {
  private final Connections connections;

  /** The body of a request, read to its end. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  private record WholeBody(byte[] content) {}

  ConnectionFilter(Connections connections) {
    this.connections = connections;
  }

  /** Must be the first filter. */
  void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Optional<Connection> own = connections.from(request.remotePeer().address());
    own.ifPresent(connection -> {
      connection.body();
      response.beforeSend(connection::answer);
      response.whenSent(connection::idle);
    });
    chain.proceed();
  }

  /**
   * Reads the body to its end, for anyone who asks for it later.
   *
   * @throws Problem of 408 where its time is over, 413 where it is too large, 400 where it is none
   */
  void readBody(RoutingRequest request) {
    Optional<Connection> own = connections.from(request.remotePeer().address());
    byte[] content = new byte[0];
    if (request.content().hasEntity()) {
      try {
        content = request.content().as(byte[].class);
      } catch (Problem | RequestException e) {
        throw e;
      } catch (RuntimeException e) {
        if (own.filter(Connection::bodyTooSlow).isPresent()) {
          throw Problem.ofStatus(408);
        }
        if (e instanceof CloseConnectionException) {
          throw e;
        }
        // chunks that are none, or a connection that broke: nothing of ours runs here
        throw Problem.badRequest("the body cannot be read to its end");
      }
    }
    own.ifPresent(Connection::work);
    request.context().register(new WholeBody(content));
  }

  /** Returns the body that was read. */
  static byte[] body(ServerRequest request) {
    return request.context().get(WholeBody.class).map(WholeBody::content).orElseThrow();
  }
}
