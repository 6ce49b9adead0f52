package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.pipeline.Sluice;
import sluice.pipeline.serve.ShopServer.Reply;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKey;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Limits;
import sluice.serving.access.Role;
import sluice.serving.http.Operation;
import sluice.serving.log.ServerLog;
import tools.jackson.databind.JsonNode;

/** A server with a key of each role. */
class KeysTest {
  private static final String EVENT =
      "{\"id\":\"e\",\"kind\":\"click\",\"user\":\"u1\",\"item\":\"i1\",\"time\":1}";

  @TempDir static Path folder;
  private static final AccessControl ACCESS = new AccessControl(keys("read", "write", "admin"));
  @AutoClose private static ShopServer server;

  @BeforeAll
  static void serve() {
    server =
        ShopServer.start(
            folder, new Operation(ACCESS, Optional.empty(), ServerLog.off(), Operation.NO_RELOAD));
  }

  /** The secret of each key is its name with a suffix. */
  private static ApiKeys keys(String... names) {
    return new ApiKeys(
        List.of(names).stream()
            .map(n ->
                new ApiKey(n, Role.valueOf(n.toUpperCase(Locale.ROOT)), ApiKey.hash(n + "-secret")))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/recommend, {}, 200, 200, 200",
    "POST, /v1/search, '{\"text\":\"thing\"}', 200, 200, 200",
    "GET, /v1/version, '', 200, 200, 200",
    "GET, /metrics, '', 200, 200, 200",
    "GET, /openapi.json, '', 200, 200, 200",
    "GET, /?user=u1, '', 200, 200, 200",
    "GET, /app.css, '', 200, 200, 200",
    "GET, /nothing, '', 404, 404, 404",
    "POST, /v1/events, [], 403, 200, 200",
    "DELETE, /v1/items/none, '', 403, 403, 404",
    "PUT, /v1/items/new, '{\"title\":\"New\"}', 403, 403, 200",
    "DELETE, /v1/users/none, '', 403, 403, 200"
  })
  void eachRoleMayDoWhatItIsFor(
      String method, String path, String body, int read, int write, int admin) {
    Map<String, Integer> expected = Map.of("read", read, "write", write, "admin", admin);
    expected.forEach((role, status) ->
        assertThat(with("Bearer " + role + "-secret", method, path, body).status())
            .as(role)
            .isEqualTo(status));
    Reply none = server.send(json(path), method, body);
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"Sluice\"");
    assertThat(none.response().body())
        .contains("send Authorization: Bearer and a key; browsers take it as the password");
  }

  @Test
  void aRoleThatIsTooLittleIsToldWhichOneIsNeeded() {
    assertThat(with("Bearer read-secret", "POST", "/v1/events", EVENT).text("detail"))
        .isEqualTo("this call takes a key of role write; this one is of role read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer",
        "Bearer ",
        "read-secret",
        "Basic read-secret",
        "Basic cmVhZA==",
        "Digest x"
      })
  void whatIsNoKeyIsRefused(String authorization) {
    Reply reply = with(authorization, "GET", "/v1/version", "");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.text("detail")).isEqualTo("this key is not known");
  }

  @Test
  void aBrowserIsAskedForThePasswordAndSendsItWithEveryFetch() {
    Reply asked = server.send(server.request("/").header("Accept", "text/html,*/*"), "GET", "");
    assertThat(asked.status()).isEqualTo(401);
    assertThat(asked.header("WWW-Authenticate"))
        .isEqualTo("Basic realm=\"Sluice\", charset=\"UTF-8\"");
    String basic = basic("anyone:write-secret");
    assertThat(with(basic, "GET", "/?user=u1", "").status()).isEqualTo(200);
    HttpRequest.Builder event =
        json("/v1/events").header("Authorization", basic).header("Sec-Fetch-Site", "same-origin");
    assertThat(server.send(event, "POST", EVENT).status()).isEqualTo(200);
  }

  @Test
  void aPersonWithoutAKeyReadsAPage() {
    HttpRequest.Builder html = server.request("/?user=u1").header("Accept", "text/html");
    assertPage(server.send(html, "GET", ""), 401);
    HttpRequest.Builder event =
        json("/v1/events")
            .header("Accept", "text/html")
            .header("Authorization", "Bearer read-secret");
    assertPage(server.send(event, "POST", EVENT), 403);
  }

  private static void assertPage(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(reply.response().body()).contains("<h1>" + status + " ");
  }

  @ParameterizedTest
  @CsvSource({"read, false", "write, true", "admin, true"})
  void aPageOffersWhatItsKeyMayDo(String role, boolean events) {
    String page = with("Bearer " + role + "-secret", "GET", "/?user=u1", "").response().body();
    assertThat(page).contains("class=\"card\"");
    assertThat(page.contains("<button data-act=\"like\"")).isEqualTo(events);
    assertThat(page.contains("data-act=\"click\"")).isEqualTo(events);
    assertThat(page.contains("may read but not send events")).isNotEqualTo(events);
  }

  /** The list of roles in docs/operations/serving.md and the document of the calls say the same. */
  @Test
  void theListOfRolesIsComplete() throws IOException {
    Map<String, Set<String>> told = new TreeMap<>();
    String page = Files.readString(Path.of("..", "docs", "operations", "serving.md"));
    Matcher item =
        Pattern.compile("(?m)^- (no key|`(?:read|write|admin)`): (.*\\R(?: +.*\\R)*)")
            .matcher(page);
    while (item.find()) {
      String role = item.group(1).replace("`", "").replace("no key", "");
      Pattern.compile("`((GET|PUT|POST|DELETE) /[^`]*)`")
          .matcher(item.group(2))
          .results()
          .forEach(m -> told.computeIfAbsent(role, r -> new TreeSet<>()).add(m.group(1)));
    }
    Map<String, Set<String>> is = new TreeMap<>();
    JsonNode document = with("Bearer read-secret", "GET", "/openapi.json", "").json();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        if (call.getValue().has("operationId")) {
          is.computeIfAbsent(
                  call.getValue().at("/security/0/key/0").asString(""), r -> new TreeSet<>())
              .add(call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    assertThat(told).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site, 403",
    "Sec-Fetch-Site, same-site, 403",
    "Sec-Fetch-Site, same-origin, 200",
    "Sec-Fetch-Site, none, 200",
    "Origin, http://evil.example, 403",
    "Origin, null, 403",
    "Origin, http://127.0.0.1:PORT, 200",
    "Origin, http://127.0.0.1:1, 403"
  })
  void aPageOfAnotherSiteCannotUseThePassword(String header, String value, int status) {
    HttpRequest.Builder event =
        json("/v1/events")
            .header("Authorization", basic(":write-secret"))
            .header(header, value.replace("PORT", "" + server.port()));
    assertThat(server.send(event, "POST", "[]").status()).isEqualTo(status);
  }

  @Test
  void healthIsOpenToAll() {
    assertThat(server.call("GET", "/health/live").status()).isEqualTo(200);
    assertThat(server.call("GET", "/health/ready").status()).isEqualTo(200);
    assertThat(server.call("POST", "/health/ready").status()).isEqualTo(401);
  }

  @Test
  void otherKeysCountFromTheNextRequestOn() {
    assertThat(with("Bearer read-secret", "GET", "/v1/version", "").status()).isEqualTo(200);
    ACCESS.change(keys("write", "admin"), Limits.NONE);
    assertThat(with("Bearer read-secret", "GET", "/v1/version", "").status()).isEqualTo(401);
    ACCESS.change(keys("read", "write", "admin"), Limits.NONE);
    assertThat(with("Bearer read-secret", "GET", "/v1/version", "").status()).isEqualTo(200);
  }

  @Test
  void theCommandMakesAKeyAndTheLineThatKnowsIt() {
    Sluice.Outcome made = Sluice.execute("serve", "key", "--name", "shop", "--role", "write");
    assertThat(made.code()).as(made.err()).isZero();
    List<String> lines = made.out().lines().toList();
    assertThat(lines.get(0)).hasSize(43);
    assertThat(lines.get(1) + "\n" + lines.get(2))
        .isEqualTo(
            "keys:\n  - {name: shop, role: write, sha256: " + ApiKey.hash(lines.get(0)) + "}");
    assertThat(Sluice.execute("serve", "key", "--name", "shop").out()).doesNotContain(lines.get(0));
    Sluice.Outcome bad = Sluice.execute("serve", "key", "--name", "a b");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).contains("--name a b is not made of 1 to 64 letters");
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpRequest.Builder json(String path) {
    return server.request(path).header("Content-Type", "application/json");
  }

  private static Reply with(String authorization, String method, String path, String body) {
    return server.send(json(path).header("Authorization", authorization), method, body);
  }
}
