package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.pipeline.serve.ShopServer.Reply;
import tools.jackson.databind.json.JsonMapper;

/** What a caller reads who made a mistake: which key, and how to fix it. */
class HttpErrorsTest {
  private static final String EVENT =
      "{\"id\": \"e\", \"user\": \"u\", \"item\": \"i1\", \"kind\": \"click\", \"time\": 1%s}";

  @TempDir static Path folder;
  @AutoClose private static ShopServer server;

  @BeforeAll
  static void serve() {
    server = ShopServer.start(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"usr\": \"u1\"}|unknown key usr (did you mean user?); known are user, recent, n,"
            + " context, filters, exclude, explain, deadlineMs, time",
        "{\"user\": 7}|user is not a text",
        "{\"user\": \" \"}|a user's id has 1 to 512 characters, not all blank and no control characters",
        "{\"user\": \"a\\u0000\"}|user holds NUL or half of a surrogate pair",
        "{\"user\": \"a\\tb\"}|user is an id and holds a control character",
        "{\"user\": \"a\\u2029b\"}|user is an id and holds a control character",
        "{\"user\": \"a\\u0085\"}|user is an id and holds a control character",
        "{\"recent\": [\"i1\", \"\\n\"]}|recent[1] is an id and holds a control character",
        "{\"exclude\": [\"\\u0001\"]}|exclude[0] is an id and holds a control character",
        "{\"user\": \"a\\ud800b\"}|user holds NUL or half of a surrogate pair",
        "{\"n\": \"5\"}|n is not a whole number",
        "{\"n\": 5.5}|n is not a whole number",
        "{\"n\": 1e400}|n is not a whole number",
        "{\"n\": 9999999999}|n is out of all bounds",
        "{\"n\": 0}|n is 0; 1 to 200 is expected",
        "{\"n\": 201}|n is 201; 1 to 200 is expected",
        "{\"recent\": {}}|recent is not a list of texts",
        "{\"recent\": [\"i1\", null]}|recent[1] is not a text",
        "{\"context\": []}|context is not an object",
        "{\"context\": {\"device\": 1}}|context.device is not a text",
        "{\"filters\": {\"genre\": \"tool\"}}|filters.genre is no column of categories (did you"
            + " mean genres?); there are genres",
        "{\"filters\": {\"genres\": 1}}|filters.genres is not a list of texts",
        "{\"explain\": \"yes\"}|explain is not true or false",
        "{\"deadlineMs\": 0}|deadlineMs is not between 1 and 60000",
        "{\"time\": \"yesterday\"}|time is no time; milliseconds since 1970, or"
            + " 2026-01-31T12:00:00Z",
        "{\"time\": 9e18}|time is no time; milliseconds since 1970, or 2026-01-31T12:00:00Z",
        "[]|the body is not a JSON object",
        "{\"n\": 1|the body is not JSON, or has a key twice: line 1, column 8",
        "{\"n\": 1} 2|the body is not JSON, or has a key twice: line 1, column 10",
        "{\"n\": 1, \"n\": 2}|the body is not JSON, or has a key twice: line 1, column 13"
      })
  void recommendSaysWhatIsWrong(String body, String detail) {
    isBadRequest(server.post("/v1/recommend", body), detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/similar|{}|item is missing",
        "/v1/similar|{\"item\": null}|item is missing",
        "/v1/similar|{\"item\": \"i1\", \"recent\": []}|unknown key recent; known are item, user,"
            + " n, context, filters, exclude, explain, deadlineMs, time",
        "/v1/similar|{\"item\": \"i1\\u0007\"}|item is an id and holds a control character",
        "/v1/vector|{\"embedding\": \"ials\"}|vector is missing",
        "/v1/vector|{\"embedding\": \"ials\", \"vector\": []}|vector is not a list of numbers",
        "/v1/vector|{\"embedding\": \"ials\", \"vector\": [1, 1e39]}|vector[1] is not a number, or"
            + " too large",
        "/v1/vector|{\"embedding\": \"ials\", \"vector\": [1, NaN]}|the body is not JSON, or has a key"
            + " twice: line 1, column 40",
        "/v1/vector|{\"vector\": [1]}|embedding is missing",
        "/v1/search|{}|text is missing",
        "/v1/search|{\"text\": \"a\", \"n\": 0}|n is not between 1 and 200",
        "/v1/search|{\"text\": \"a\", \"filters\": {\"titles\": \"a\"}}|items cannot be filtered by"
            + " titles; the facets are: genres",
        "/v1/search|{\"text\": \"a\", \"from\": -1}|a search from -1 for 20 items is out of bounds:"
            + " both are 0 or more and their sum is 10000 at most; narrow the search by a word or a"
            + " filter instead"
      })
  void theOtherCallsSayWhatIsWrong(String path, String body, String detail) {
    isBadRequest(server.post(path, body), detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"id\": \"a\"}]|[0].user is missing",
        "{\"id\": \"a\", \"user\": \"u\", \"item\": \"i\", \"kind\": \"click\"}|time is missing;"
            + " without it an event that is sent again could not be told from another",
        "[1]|[0] is not a JSON object",
        "{\"id\": \"\", \"user\": \"u\", \"item\": \"i\", \"kind\": \"click\", \"time\": 1}|event"
            + " id is empty",
        "{\"id\": \"a\", \"user\": \"u\", \"item\": \"i\", \"kind\": \"clik\", \"time\": 1}|there"
            + " is no event type of this name; there are click, dislike, finish, hide, interaction,"
            + " like, play, purchase, rate, skip",
        "{\"id\": \"a\", \"user\": \"u\", \"item\": \"i\", \"kind\": \"click\", \"time\": -1}|time"
            + " -1 is before 1970"
      })
  void eventsSayWhatIsWrong(String body, String detail) {
    isBadRequest(server.post("/v1/events", body), detail);
  }

  @Test
  void anEventWithAWrongValueOrAnUnknownKeyIsNotStored() {
    isBadRequest(
        server.post("/v1/events", EVENT.formatted(", \"value\": 1e300")),
        "value is not a number, or too large");
    isBadRequest(
        server.post("/v1/events", "[" + EVENT.formatted(", \"positon\": 1") + "]"),
        "unknown key [0].positon (did you mean position?); known are id, user, item, kind, requestId,"
            + " position, value, time");
    assertThat(server.recommender().recent("u", 5)).isEmpty();
  }

  @Test
  void tooManyEventsAreRefusedTogether() {
    isBadRequest(
        server.post("/v1/events", "[" + "1,".repeat(1_000) + "1]"),
        "the list has 1001 elements; at most 1000");
    isBadRequest(
        server.post("/v1/recommend", "{\"recent\": [" + "\"a\",".repeat(1_000) + "\"b\"]}"),
        "at most 1000 items may be named");
  }

  @Test
  void aNameThatACallerMadeUpIsNotRepeatedInFull() {
    Reply reply = server.post("/v1/recommend", "{\"%s\": 1}".formatted("x".repeat(9_000)));
    isBadRequest(
        reply,
        "unknown key xxxxxxxxxxxxxxxxxxxx…; known are user, recent, n, context, filters, exclude,"
            + " explain, deadlineMs, time");
    isBadRequest(
        server.post("/v1/recommend", "{\"filters\": {\"%s\": []}}".formatted("x".repeat(600))),
        "filters has a name of more than 512 characters");
  }

  @Test
  void anEmptyBodyIsMissing() {
    isBadRequest(server.post("/v1/recommend", ""), "the body is empty; a JSON object is expected");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedByItsLengthAndByItsChunks() throws IOException {
    String large = "{\"user\": \"" + "u".repeat(10 * ShopServer.BODY_LIMIT) + "\"}";
    isProblem(server.post("/v1/recommend", large), 413, "the body is too large");
    HttpRequest.Builder chunked =
        server.request("/v1/recommend").header("Content-Type", "application/json");
    isProblem(
        server.send(
            chunked,
            "POST",
            HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large))),
        413,
        "the body is too large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/jsonx", "application/x-www-form-urlencoded", "json"})
  void anotherMediaTypeIsRefused(String type) {
    isProblem(
        server.send(server.request("/v1/recommend").header("Content-Type", type), "POST", "{}"),
        415,
        "send application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json;charset=UTF-8", "Application/JSON", "application/json "})
  void theMediaTypeOfJsonIsKnownHoweverItIsWritten(String type) {
    assertThat(
            server
                .send(server.request("/v1/recommend").header("Content-Type", type), "POST", "{}")
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v1/", "/v1/recommend/x", "/v1/items/", "/health", "/a%20b"})
  void anUnknownPathIsNotFound(String path) {
    isProblem(server.call("GET", path), 404, "there is no such call; see /openapi.json");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/recommend, POST",
    "PUT, /v1/events, POST",
    "GET, /v1/items/i1, 'DELETE, PUT'",
    "POST, /v1/users/a%2Fb, 'DELETE, PUT'",
    "POST, /v1/version, 'GET, HEAD'",
    "DELETE, /health/live, 'GET, HEAD'",
    "BREW, /openapi.json, 'GET, HEAD'"
  })
  void anotherMethodIsToldWhichThereAre(String method, String path, String allowed) {
    Reply reply = server.call(method, path);
    isProblem(reply, 405, "this path takes " + allowed);
    assertThat(reply.header("Allow")).isEqualTo(allowed);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    isProblem(
        server.post("/v1/similar", "{\"item\": \"none\"}"), 404, "there is no item of this id");
  }

  @Test
  void idsInPathsMayHoldAnythingButControlCharacters() {
    for (String id : new String[] {"a%2Fb", "%C3%A4%20b", "a+b", "..a", "%25"}) {
      isProblem(server.call("DELETE", "/v1/items/" + id), 404, "there is no item of this id");
      assertThat(server.call("DELETE", "/v1/users/" + id).status()).as(id).isEqualTo(200);
    }
    for (String id :
        new String[] {"%00", "a%00", "%01", "a%09b", "a%0Ab", "%C2%85", "a%E2%80%A8b"}) {
      isBadRequest(server.call("DELETE", "/v1/items/" + id), "the path holds a control character");
      isBadRequest(server.call("DELETE", "/v1/users/" + id), "the path holds a control character");
    }
    for (String id : new String[] {"%20", "a".repeat(513)}) {
      isBadRequest(
          server.call("DELETE", "/v1/items/" + id),
          "an item's id has 1 to 512 characters, not all blank and no control characters");
      isBadRequest(
          server.call("DELETE", "/v1/users/" + id),
          "a user's id has 1 to 512 characters, not all blank and no control characters");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage|400",
        "GET /v1/version|400",
        "GET /v1/version HTTP/3.7\\nHost: localhost|400",
        "GET /v1/items/%zz HTTP/1.1\\nHost: localhost|400",
        "GET /v1/version HTTP/1.1\\nHost: localhost\\nno colon|400",
        "POST /v1/recommend HTTP/1.1\\nHost: localhost\\nContent-Length: two|400",
        "POST /v1/recommend HTTP/1.1\\nHost: localhost\\nContent-Length: 99999999|413",
        "POST /v1/recommend HTTP/1.1\\nHost: localhost\\nContent-Type:"
            + " application/json\\nTransfer-Encoding: chunked\\n\\nzz|400",
        "GET /%s HTTP/1.1\\nHost: localhost|414"
      })
  void whatIsNotEvenHttpIsAProblemToo(String request, int status) throws IOException {
    String head = request.replace("%s", "a".repeat(5_000)).replace("\\n", "\r\n") + "\r\n\r\n";
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Response response =
          client.send(head.getBytes(StandardCharsets.UTF_8), false, false).orElseThrow();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.headers()).containsEntry("content-type", "application/problem+json");
      assertThat(JsonMapper.shared().readTree(response.body()).get("status").intValue())
          .isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/health/live, 200",
    "/health/ready, 200",
    "/?user=u1, 200",
    "/app.css, 200",
    "/openapi.json, 200",
    "/v1/recommend, 405",
    "/nothing, 404"
  })
  void headIsAnsweredWithoutABody(String path, int status) throws IOException {
    byte[] request =
        "HEAD %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .formatted(path)
            .getBytes(StandardCharsets.UTF_8);
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.send(request, true, false).orElseThrow().status()).isEqualTo(status);
      assertThat(client.send(request, true, false).orElseThrow().status())
          .as("nothing was left on the connection")
          .isEqualTo(status);
    }
  }

  @Test
  void everyResponseNamesItsRequestAndEveryProblemToo() {
    Reply fine = server.call("GET", "/health/live");
    assertThat(fine.header("X-Request-Id")).matches("[0-9a-f]{24}");
    assertThat(server.call("GET", "/health/live").header("X-Request-Id"))
        .isNotEqualTo(fine.header("X-Request-Id"));
    for (String path : new String[] {"/nothing", "/v1/items/%zz", "/" + "a".repeat(5_000)}) {
      Reply wrong = server.call("GET", path.replace("%zz", "i1"));
      assertThat(wrong.header("X-Request-Id")).matches("[0-9a-f]{24}");
      assertThat(wrong.text("request")).isEqualTo(wrong.header("X-Request-Id"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a-1_B.c, true",
    "a b, false",
    "a\"b, false",
    "a/b, false",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false"
  })
  void theCallersRequestIdIsTakenWhereItIsTame(String id, boolean taken) {
    Reply reply = server.send(server.request("/nothing").header("X-Request-Id", id), "GET", "");
    assertThat(reply.header("X-Request-Id").equals(id)).isEqualTo(taken);
    assertThat(reply.text("request")).isEqualTo(reply.header("X-Request-Id"));
  }

  private static void isBadRequest(Reply reply, String detail) {
    isProblem(reply, 400, detail);
  }

  private static void isProblem(Reply reply, int status, String detail) {
    assertThat(reply.text("detail")).isEqualTo(detail);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.text("type")).isEqualTo("about:blank");
    assertThat(reply.text("title")).isNotBlank();
    assertThat(reply.json().get("status").intValue()).isEqualTo(status);
  }
}
