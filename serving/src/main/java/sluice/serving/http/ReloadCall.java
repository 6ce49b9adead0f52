package sluice.serving.http;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import sluice.serving.live.BundleReload.Reloaded;
import sluice.serving.live.ReloadRefused;

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
    Body.of(content).finish();
    try {
      Reloaded done = operation.reload().get();
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("before", done.before());
      fields.put("after", done.after());
      operation.log().info("reloaded", fields);
      return done;
    } catch (ReloadRefused e) {
      operation.log().warn("reload-refused", Map.of("why", e.logged()));
      throw e;
    }
  }
}
