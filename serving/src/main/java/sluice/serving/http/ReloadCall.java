package sluice.serving.http;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * The call that has another bundle taken. Its body is an empty object: where the bundle lies was
 * said when the server started, no caller can name a file. Safe for use by many threads.
 */
final class ReloadCall {
  private final Operation operation;

  ReloadCall(Operation operation) {
    this.operation = operation;
  }

  void handle(ServerRequest request, ServerResponse response) throws Exception {
    ApiRoutes.json((content, asked) -> reload(content)).handle(request, response);
  }

  private Object reload(byte[] content) {
    Bodies.readObject(content, List.of());
    return operation.takeBundle();
  }
}
