package sluice.pipeline.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document as a list of calls. */
final class Described {
  private final JsonNode document;

  /**
   * One call.
   *
   * @param path with its parameter in braces
   * @param body the schema of the request; empty where it has none
   * @param examples of requests
   * @param responses by status
   */
  record Call(
      String name,
      String method,
      String path,
      Optional<JsonNode> body,
      List<JsonNode> examples,
      JsonNode responses) {
    /** Says whether a path is one of this call. */
    boolean takes(String asked) {
      int brace = path.indexOf('{');
      return brace < 0 ? asked.equals(path) : asked.startsWith(path.substring(0, brace));
    }
  }

  Described(JsonNode document) {
    this.document = document;
  }

  JsonNode document() {
    return document;
  }

  List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        JsonNode content = call.getValue().at("/requestBody/content/application~1json");
        calls.add(
            new Call(
                call.getValue().get("operationId").asString(),
                call.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                content.isMissingNode() ? Optional.empty() : Optional.of(content.get("schema")),
                content.path("examples").valueStream().map(e -> e.get("value")).toList(),
                call.getValue().get("responses")));
      }
    }
    return calls;
  }

  Call call(String method, String path) {
    return calls().stream()
        .filter(c -> c.method().equals(method) && c.takes(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError(method + " " + path + " is not in the document"));
  }

  /**
   * Returns how a response differs from what the document says of it, nothing where it does not.
   *
   * @param type its media type, empty where it has no body
   * @param body as JSON; missing where it is none
   */
  List<String> differences(Call call, int status, String type, JsonNode body) {
    JsonNode response = SchemaCheck.resolve(document, call.responses().path("" + status));
    if (response.isMissingNode()) {
      return List.of("status " + status + " of " + call.name() + " is not in the document");
    }
    if (!response.has("content")) {
      return type.isEmpty() ? List.of() : List.of("no body is in the document");
    }
    JsonNode content = response.get("content").path(type.replaceAll(";.*", "").strip());
    if (content.isMissingNode()) {
      return List.of("media type " + type + " is not in the document");
    }
    return body.isMissingNode()
        ? List.of()
        : new SchemaCheck(document, true).errors(content.get("schema"), body);
  }
}
