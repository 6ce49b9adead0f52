package sluice.serving.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import sluice.serving.access.Role;
import sluice.serving.web.PageRoutes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The document that says which calls there are, as it is served and as the server itself reads it:
 * which methods a path has, and what a call is named. Immutable, safe for use by many threads.
 */
final class OpenApi {
  /** The parts of the document's paths that name a method. */
  private static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final byte[] document;
  private final List<Path> paths = new ArrayList<>();

  /**
   * A call.
   *
   * @param name its {@code operationId}
   * @param role that a key must have; none where all may call
   */
  private record Call(String name, Optional<Role> role) {
    static Call of(JsonNode call) {
      // a call that says nothing of it is none that just anyone should have
      Optional<String> role =
          call.has("security")
              ? call.get("security").valueStream().findFirst().map(s -> s.at("/key/0").asString())
              : Optional.of(Role.ADMIN.word());
      return new Call(
          call.get("operationId").asString(),
          role.map(r -> Role.valueOf(r.toUpperCase(Locale.ROOT))));
    }
  }

  /** A path whose last segment may be a parameter, with its calls by method. */
  private record Path(String start, boolean parameter, Map<String, Call> calls) {
    boolean matches(String path) {
      return parameter
          ? path.length() > start.length() && path.startsWith(start)
          : path.equals(start);
    }
  }

  private OpenApi(byte[] document) {
    this.document = document;
    JsonNode tree = JsonMapper.shared().readTree(document);
    for (Map.Entry<String, JsonNode> path : tree.get("paths").properties()) {
      Map<String, Call> calls = new TreeMap<>();
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        if (METHODS.contains(call.getKey())) {
          calls.put(call.getKey().toUpperCase(Locale.ROOT), Call.of(call.getValue()));
        }
      }
      int brace = path.getKey().indexOf('{');
      paths.add(
          new Path(
              brace < 0 ? path.getKey() : path.getKey().substring(0, brace), brace >= 0, calls));
    }
  }

  /** Reads the document. */
  static OpenApi load() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return new OpenApi(Objects.requireNonNull(in, "openapi.json").readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of all calls, in the document's order. */
  List<String> calls() {
    return paths.stream().flatMap(p -> p.calls.values().stream()).map(Call::name).toList();
  }

  /** Returns the name of a call; empty where the document has none such. */
  Optional<String> call(String method, String path) {
    return find(path).map(p -> p.calls.get(method)).map(Call::name);
  }

  /**
   * Returns the role that a key must have; empty where none is asked for. What the document has
   * not, pages or nothing at all, is for who may read.
   */
  Optional<Role> role(String method, String path) {
    Optional<Call> call = find(path).map(p -> p.calls.get(method.equals("HEAD") ? "GET" : method));
    return call.isPresent() ? call.get().role : Optional.of(Role.READ);
  }

  /** Answers with the document. */
  void send(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(document);
  }

  /** Answers a request that no route took: another method of a known path, or nothing at all. */
  void nothingHere(ServerRequest request, ServerResponse response) {
    Optional<Path> path = find(request.path().path());
    if (path.isPresent()) {
      String allowed = String.join(", ", path.get().calls.keySet()).replace("GET", "GET, HEAD");
      response.header(HeaderNames.ALLOW, allowed);
      throw new Problem(405, "method not allowed", "this path takes " + allowed);
    }
    if (PageRoutes.isPage(request.path().path())) {
      response.header(HeaderNames.ALLOW, "GET, HEAD");
      throw new Problem(405, "method not allowed", "this page takes GET, HEAD");
    }
    throw Problem.ofStatus(404);
  }

  private Optional<Path> find(String path) {
    return paths.stream().filter(p -> p.matches(path)).findFirst();
  }
}
