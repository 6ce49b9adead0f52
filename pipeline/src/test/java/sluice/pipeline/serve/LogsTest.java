package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKey;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Role;
import sluice.serving.http.Operation;
import sluice.serving.log.ServerLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server writes down, and what it must not. */
class LogsTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC);

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @TempDir Path folder;

  private ServerLog log(ServerLog.Format format, boolean requests) {
    return new ServerLog(
        format, requests, new PrintStream(written, true, StandardCharsets.UTF_8), NOON);
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = ServerLog.Format.class,
      names = {"TEXT", "JSON"})
  void noLineTellsOfAUserAnItemAPathABodyOrAKey(ServerLog.Format format) {
    ApiKey key = new ApiKey("the-shop", Role.ADMIN, ApiKey.hash("hidden-secret"));
    Operation operation =
        new Operation(
            new AccessControl(new ApiKeys(List.of(key))),
            Optional.empty(),
            log(format, true),
            Operation.NO_RELOAD);
    try (ShopServer server = ShopServer.start(folder, operation)) {
      String body = "{\"user\": \"hidden-user\", \"recent\": [\"hidden-item\"]}";
      String event =
          "{\"id\":\"hidden-e\",\"kind\":\"click\",\"user\":\"hidden-user\",\"item\":\"hidden-i\","
              + "\"time\":1}";
      send(server, "POST", "/v1/recommend", body);
      send(server, "POST", "/v1/recommend", "{\"hidden\": 1}");
      send(server, "POST", "/v1/search", "{\"text\": \"hidden words\"}");
      send(server, "POST", "/v1/similar", "{\"item\": \"hidden-item\"}");
      send(server, "POST", "/v1/events", event);
      send(server, "DELETE", "/v1/items/hidden-item", "");
      send(server, "DELETE", "/v1/users/hidden-user", "");
      send(server, "GET", "/?user=hidden-user", "");
      send(server, "GET", "/hidden/path", "");
      send(server, "HIDDEN", "/v1/version", "");
      server.call("GET", "/v1/version?hidden=1");
      server.recommender().close();
      send(server, "DELETE", "/v1/users/hidden-user", "");
      send(server, "POST", "/v1/events", event);
    }
    assertThat(lines()).hasSizeGreaterThanOrEqualTo(13);
    assertThat(lines()).noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("hidden"));
    assertThat(lines()).anyMatch(line -> line.contains("the-shop"));
  }

  @Test
  void aRequestIsALineOfItsCallStatusAndId() {
    Operation operation =
        new Operation(
            new AccessControl(ApiKeys.NONE),
            Optional.empty(),
            log(ServerLog.Format.JSON, true),
            Operation.NO_RELOAD);
    try (ShopServer server = ShopServer.start(folder, operation)) {
      HttpRequest.Builder request =
          server.request("/v1/items/i1").header("X-Request-Id", "my-request");
      server.send(request, "DELETE", "");
    }
    JsonNode line = JsonMapper.shared().readTree(lines().getFirst());
    assertThat(line.get("ms").doubleValue()).isPositive();
    assertThat(line.propertyNames())
        .containsExactly("time", "level", "event", "method", "call", "status", "ms", "request");
    assertThat(lines().getFirst())
        .startsWith(
            "{\"time\":\"2026-01-31T12:00:00Z\",\"level\":\"info\",\"event\":\"request\","
                + "\"method\":\"DELETE\",\"call\":\"deleteItem\",\"status\":204,\"ms\":")
        .endsWith(",\"request\":\"my-request\"}");
  }

  @Test
  void requestsThatGoWellGetNoLineWhereNotAskedFor() {
    Operation operation =
        new Operation(
            new AccessControl(ApiKeys.NONE),
            Optional.empty(),
            log(ServerLog.Format.TEXT, false),
            Operation.NO_RELOAD);
    try (ShopServer server = ShopServer.start(folder, operation)) {
      server.call("GET", "/v1/version");
      server.call("GET", "/nothing");
    }
    assertThat(lines()).isEmpty();
  }

  @Test
  void aFailureIsOneLineOfWhereItHappenedWithoutWhatWasSent() {
    Throwable thrown =
        new IllegalStateException(
            "no user hidden-user", new SQLException("key hidden-user", "23505", 19));
    log(ServerLog.Format.TEXT, false).failed("events", "id-1", thrown);
    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst())
        .startsWith(
            "2026-01-31T12:00:00Z ERROR failed call=events request=id-1"
                + " trace=\"java.lang.IllegalStateException at sluice.pipeline.serve.LogsTest.")
        .contains("caused by java.sql.SQLException (state 23505, code 19) at ")
        .doesNotContain("hidden");
  }

  @Test
  void linesAreOfTheFormatThatIsAskedFor() {
    Map<String, Object> fields = new java.util.LinkedHashMap<>();
    fields.put("why", "two\nlines \"quoted\"");
    fields.put("n", 1);
    log(ServerLog.Format.OFF, true).info("started", fields);
    assertThat(lines()).isEmpty();
    log(ServerLog.Format.TEXT, true).info("started", fields);
    log(ServerLog.Format.JSON, true).warn("started", fields);
    assertThat(lines())
        .containsExactly(
            "2026-01-31T12:00:00Z INFO started why=\"two lines 'quoted'\" n=1",
            "{\"time\":\"2026-01-31T12:00:00Z\",\"level\":\"warn\",\"event\":\"started\","
                + "\"why\":\"two\\nlines \\\"quoted\\\"\",\"n\":1}");
  }

  private static void send(ShopServer server, String method, String path, String body) {
    server.send(
        server
            .request(path)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer hidden-secret"),
        method,
        body);
  }

  @Test
  void anErrorOfTheJvmIsLoggedLikeAnyFault() {
    Operation operation =
        new Operation(
            new AccessControl(ApiKeys.NONE),
            Optional.empty(),
            log(ServerLog.Format.TEXT, false),
            () -> {
              throw new NoClassDefFoundError("some/Annotation");
            });
    try (ShopServer server = ShopServer.start(folder, operation)) {
      assertThat(server.post("/v1/bundle", "{}").status()).isEqualTo(500);
    }
    assertThat(lines()).anyMatch(l -> l.contains("failed") && l.contains("call=reload"));
    assertThat(String.join(" ", lines())).contains("NoClassDefFoundError");
  }
}
