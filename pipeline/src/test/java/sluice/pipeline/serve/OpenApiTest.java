package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.serve.ShopServer.Reply;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKey;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Role;
import sluice.serving.http.Operation;
import sluice.serving.log.ServerLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document and the server that serves it say the same. */
class OpenApiTest {
  @TempDir static Path folder;
  @TempDir static Path other;
  @AutoClose private static ShopServer server;
  private static Described described;

  @BeforeAll
  static void serve() {
    server = ShopServer.start(folder);
    described = new Described(server.call("GET", "/openapi.json").json());
  }

  @Test
  void itIsVersion31AndEveryReferenceLeadsSomewhere() {
    assertThat(described.document().get("openapi").asString()).startsWith("3.1.");
    List<JsonNode> references = described.document().findValues("$ref");
    assertThat(references).hasSizeGreaterThan(50);
    for (JsonNode reference : references) {
      assertThat(described.document().at(reference.asString().substring(1)).isMissingNode())
          .as("%s", reference)
          .isFalse();
    }
  }

  @Test
  void everyPartIsUsed() {
    Set<String> used = new TreeSet<>();
    described.document().findValues("$ref").forEach(r -> used.add(r.asString().substring(2)));
    for (String kind : new String[] {"schemas", "responses"}) {
      for (String name : described.document().get("components").get(kind).propertyNames()) {
        assertThat(used).contains("components/" + kind + "/" + name);
      }
    }
  }

  @Test
  void everyExampleIsOfItsSchema() {
    SchemaCheck check = new SchemaCheck(described.document(), true);
    int examples = 0;
    for (Described.Call call : described.calls()) {
      for (JsonNode example : call.examples()) {
        assertThat(check.errors(call.body().orElseThrow(), example)).as(call.name()).isEmpty();
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(7);
    for (Map.Entry<String, JsonNode> e :
        described.document().at("/components/responses").properties()) {
      JsonNode content = e.getValue().at("/content/application~1problem+json");
      assertThat(check.errors(content.get("schema"), content.get("example"))).isEmpty();
      assertThat(content.get("example").get("status").asString()).as(e.getKey()).isNotBlank();
    }
    described
        .document()
        .at("/components/schemas")
        .properties()
        .forEach(e -> {
          for (JsonNode example : e.getValue().path("examples")) {
            assertThat(check.errors(e.getValue(), example)).as(e.getKey()).isEmpty();
          }
        });
  }

  @Test
  void bodiesRefuseUnknownKeysInTheDocumentAsInTheServer() {
    for (Described.Call call : described.calls()) {
      if (call.body().isPresent()) {
        JsonNode unknown = JsonMapper.shared().readTree("{\"unknown\": 1}");
        SchemaCheck check = new SchemaCheck(described.document(), false);
        // which columns items and users have is the data's to say, not the document's
        assertThat(check.errors(call.body().get(), unknown).isEmpty())
            .as(call.name())
            .isEqualTo(call.name().startsWith("put"));
        Reply reply =
            server.send(call.method(), call.path().replace("{id}", "x"), "{\"unknown\": 1}");
        assertThat(reply.status()).isEqualTo(400);
      }
    }
  }

  /** Drives every call into every status that a caller can bring about. */
  @Test
  void theServerAnswersAsTheDocumentSays() {
    Set<String> seen = new TreeSet<>();
    for (String[] good :
        new String[][] {
          {"/v1/recommend", "{\"user\": \"u0\", \"explain\": true, \"n\": 7}"},
          {"/v1/recommend", "{\"filters\": {\"genres\": \"none\"}}"},
          {"/v1/people", "{\"user\": \"u1\", \"n\": 3}"},
          {"/v1/similar", "{\"item\": \"i1\", \"explain\": true}"},
          {"/v1/similar", "{\"item\": \"none\"}"},
          {"/v1/search", "{\"text\": \"thing 12\", \"filters\": {\"genres\": [\"tool\"]}}"},
          {"/v1/vector", vector()},
          {"/v1/events", event("a", "i1") + ""},
          {"/v1/events", "[" + event("a", "i1") + "," + event("a", "i2") + "]"},
          {"/v1/events", "[]"},
          {"/v1/bundle", "{}"}
        }) {
      check(server.post(good[0], good[1]), "POST", good[0], seen);
    }
    for (String[] good :
        new String[][] {
          {"PUT", "/v1/items/new", "{\"title\": \"A new thing\", \"genres\": [\"tool\"]}"},
          {"PUT", "/v1/items/i1", "{\"availableFrom\": null, \"availableUntil\": 99999999999999}"},
          {"PUT", "/v1/users/u1", "{}"},
          {"DELETE", "/v1/items/new", ""}
        }) {
      check(server.send(good[0], good[1], good[2]), good[0], good[1], seen);
    }
    for (Described.Call call : described.calls()) {
      String path = call.path().replace("{id}", "an%20id");
      if (call.body().isPresent()) {
        String method = call.method();
        check(server.send(method, path, "{\"unknown\": 1}"), method, path, seen);
        String large = "\"" + "x".repeat(ShopServer.BODY_LIMIT);
        check(server.send(method, path, large), method, path, seen);
        check(
            server.send(server.request(path).header("Content-Type", "a/b"), method, "{}"),
            method,
            path,
            seen);
      } else {
        check(server.call(call.method(), path), call.method(), path, seen);
        check(server.call(call.method(), path.replace("%20", "%00")), call.method(), path, seen);
      }
      if (!call.method().equals("GET")) {
        askFromElsewhere(call, path, seen);
      }
      Reply wrong = server.call("PATCH", path);
      assertThat(wrong.header("Allow")).contains(call.method());
      assertThat(described.differences(call, wrong.status(), type(wrong), wrong.json())).isEmpty();
      seen.add(call.name() + " " + wrong.status());
    }
    askWithoutAKey(seen);
    assertThat(seen).containsAll(reachable());
  }

  private static void askFromElsewhere(Described.Call call, String path, Set<String> seen) {
    Reply reply =
        server.send(
            server
                .request(path)
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site"),
            call.method(),
            "{}");
    check(reply, call.method(), path, seen);
  }

  private static void askWithoutAKey(Set<String> seen) {
    ApiKey key = new ApiKey("k", Role.ADMIN, ApiKey.hash("secret"));
    Operation closed =
        new Operation(
            new AccessControl(new ApiKeys(List.of(key))),
            Optional.empty(),
            ServerLog.off(),
            Operation.NO_RELOAD);
    try (ShopServer locked = ShopServer.start(other, closed)) {
      for (Described.Call call : described.calls()) {
        String path = call.path().replace("{id}", "an-id");
        Reply reply =
            call.body().isPresent() ? locked.post(path, "{}") : locked.call(call.method(), path);
        check(reply, call.method(), path, seen);
        assertThat(reply.status()).isEqualTo(path.startsWith("/health/") ? 200 : 401);
      }
      Reply nowhere =
          locked.send(
              locked
                  .request("/v1/bundle")
                  .header("Content-Type", "application/json")
                  .header("Authorization", "Bearer secret"),
              "POST",
              "{}");
      assertThat(nowhere.text("detail"))
          .isEqualTo("this server was not told where another bundle would lie");
      check(nowhere, "POST", "/v1/bundle", seen);
    }
  }

  /** Returns all statuses in the document but those that only too many requests bring about. */
  private static List<String> reachable() {
    List<String> all = new ArrayList<>();
    for (Described.Call call : described.calls()) {
      for (String status : call.responses().propertyNames()) {
        if (!status.startsWith("5") && !status.equals("429")) {
          all.add(call.name() + " " + status);
        }
      }
    }
    return all;
  }

  private static void check(Reply reply, String method, String path, Set<String> seen) {
    Described.Call call = described.call(method, path);
    assertThat(described.differences(call, reply.status(), type(reply), reply.json()))
        .as("%s %s: %d %s", method, path, reply.status(), reply.json())
        .isEmpty();
    seen.add(call.name() + " " + reply.status());
  }

  private static String type(Reply reply) {
    return reply.header("Content-Type");
  }

  private static String event(String id, String item) {
    return "{\"id\": \"%s\", \"user\": \"u1\", \"item\": \"%s\", \"kind\": \"click\", \"time\": 1}"
        .formatted(id, item);
  }

  /** Asks the server which embeddings it has, and of what size. */
  static String vector(ShopServer server) {
    String one = "{\"embedding\": \"%s\", \"vector\": [1]}";
    String names = server.post("/v1/vector", one.formatted("none")).text("detail");
    String name = names.replaceAll(".*\\[|[,\\]].*", "");
    String size = server.post("/v1/vector", one.formatted(name)).text("detail");
    int dimension = Integer.parseInt(size.replaceAll(".*, | are expected", ""));
    return "{\"embedding\": \"%s\", \"vector\": [1%s]}"
        .formatted(name, ", -0.5".repeat(dimension - 1));
  }

  private static String vector() {
    return vector(server);
  }
}
