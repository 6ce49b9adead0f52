package sluice.pipeline.serve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes requests that are wrong in one way or several, from the examples and schemas of the OpenAPI
 * document. The same seed makes the same requests.
 */
final class Malformed {
  private static final String[] TEXTS = {
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "\"a\\u0000b\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\ud83d\\ude00\"",
    "\"\u202egnp.exe\"",
    "\"e\u0301\u0301\u0301\ufeff\uffff\"",
    "\"\u0130\u0131\u00df\ufb03\"",
    "\"../../etc/passwd\"",
    "\"'; DROP TABLE action; --\"",
    "\"<script>alert(1)</script>\"",
    "\"${jndi:ldap://x/y}\"",
    "\"%n%s%x\"",
    "\"9999-12-31T23:59:59Z\"",
    "\"2024-02-30T00:00:00Z\"",
    "\"+1000000000-01-01T00:00:00Z\"",
    "\"title:*~9999 AND [* TO *]\""
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "-1",
    "0.5",
    "2147483648",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "1e308",
    "-1e308",
    "1e309",
    "1e-400",
    "1e999999999",
    "123456789012345678901234567890.5",
    "3.5e38",
    "1e2147483648"
  };
  private static final String[] NOT_JSON = {
    "NaN", "Infinity", "'a'", "{,}", "[1,]", "01", "+1", ".5", "tru", "/* c */ 1", "\"a\nb\"", "\\x"
  };
  private static final String[] HEADERS = {
    "Content-Type: text/plain",
    "Content-Type: application/json; charset=\"",
    "Content-Type: ;;;",
    "Content-Type: application/json\r\nContent-Type: text/xml",
    "Content-Encoding: gzip",
    "Accept: \u0001",
    "Accept: a/b;q=x, */*;q=-1",
    "Expect: 100-continue",
    "Expect: the unexpected",
    "Transfer-Encoding: gzip, chunked",
    "Content-Length: 1e3",
    "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
    "Cookie: =;=;=",
    "Range: bytes=9-1",
    "Authorization: Basic ====",
    "Viewer-User-Agent: \u00ff\u00fe",
    "X-Forwarded-For: ' OR 1=1",
    ": no name",
    "no colon",
    "Bad Name: x",
    "Host: [",
    " folded: line"
  };
  private static final String[] TARGETS = {
    "/v1/items/%00",
    "/v1/items/%ff%fe",
    "/v1/users/%zz",
    "/v1/users/%ed%a0%80",
    "/v1/items/..%2f..%2fetc",
    "/v1/users/" + "u".repeat(600),
    "/v1/recommend?a=%",
    "//",
    "*",
    "/v1/recommend#x",
    "/v1/items/a b",
    "/v1;x=y/version",
    "/%76%31/version",
    "/\u00e9",
    "/" + "a/".repeat(900),
    "http://[::1",
    "/v1/users/%F0%9F%98%80",
    "/metrics?match[]={",
    "\\"
  };
  private static final String[] PAGES = {
    "/", "/shelf", "/item", "/search", "/inspect", "/live", "/live/figures", "/report", "/app.css"
  };
  private static final String[] PARAMETERS = {
    "user", "id", "q", "f.genres", "f.", "f.nope", "utm_source", "n", "", "us%00er", "%ff"
  };

  /** Parts of a target: NUL and other control characters, what is no percent-encoding, no UTF-8. */
  private static final String[] ENCODED = {
    "%00",
    "a%00b",
    "%01%02%1f",
    "%0d%0aX-Injected:%20yes",
    "%7f",
    "%c2%80%c2%9f",
    "%",
    "%1",
    "%zz",
    "%u0041",
    "%ff%fe",
    "%c3",
    "%c0%80",
    "%ed%a0%80",
    "%f4%90%80%80",
    "%e2%80%ae",
    "%ef%bf%bf",
    "%F0%9F%98%80",
    "+",
    "a&b=c",
    "a;b",
    "[]{}|^`",
    "%3Cscript%3E",
    "..%2f..%2fetc",
    "u1"
  };

  private static final String[] METHODS = {
    "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "post", "G\u00e9T", "P:ST"
  };

  private final Described described;
  private final Random random;

  /**
   * A request as bytes.
   *
   * @param said the same, to be read by people
   * @param json what it says, where that is JSON and all else of the request is well formed
   * @param call which it is sent to
   * @param last whether the connection's sending half ends with it
   */
  @SuppressWarnings("ArrayRecordComponent") // sent, never compared
  record Request(
      byte[] bytes,
      String said,
      Optional<JsonNode> json,
      Described.Call call,
      boolean head,
      boolean last) {
    /** Says whether a page may answer: where it is a page that is asked for, or HTML. */
    boolean page() {
      return !said.split("[ ?]", 3)[1].startsWith("/v1/") || said.contains("text/html");
    }
  }

  Malformed(Described described, long seed) {
    this.described = described;
    this.random = new Random(seed);
  }

  Request next() {
    List<Described.Call> calls = described.calls();
    Described.Call call = calls.get(random.nextInt(calls.size()));
    return switch (random.nextInt(12)) {
      case 10 -> page(call);
      case 11 -> controlCharacters(call);
      case 0 -> garbageHead(call);
      case 1 -> garbageTarget(call);
      case 2 -> garbageText(call);
      case 3 -> framing(call);
      default -> wrongJson(call);
    };
  }

  /** A body that is JSON, and mostly not what the schema asks. */
  private Request wrongJson(Described.Call any) {
    Described.Call call = withBody(any);
    String body = body(call);
    Optional<JsonNode> json;
    try {
      json = Optional.of(JsonMapper.shared().readTree(body));
    } catch (RuntimeException e) {
      json = Optional.empty();
    }
    return request(call.method(), path(call), "Content-Type: application/json", body, json, call);
  }

  private Request garbageHead(Described.Call call) {
    String method = random.nextInt(3) == 0 ? pick(METHODS) : call.method();
    StringBuilder headers = new StringBuilder(pick(HEADERS));
    for (int more = random.nextInt(3); more > 0; more--) {
      headers.append("\r\n").append(pick(HEADERS));
    }
    if (random.nextInt(20) == 0) {
      headers.append("\r\nX: ").append("x".repeat(20_000));
    }
    String body = call.body().isPresent() ? body(call) : "";
    return request(method, path(call), headers.toString(), body, Optional.empty(), call);
  }

  private Request garbageTarget(Described.Call call) {
    String method = random.nextBoolean() ? call.method() : pick(METHODS);
    return request(method, pick(TARGETS), "Accept: */*", "", Optional.empty(), call);
  }

  /** A page with parameters that nobody has. */
  private Request page(Described.Call call) {
    StringBuilder target = new StringBuilder(pick(PAGES));
    for (int i = 0, n = random.nextInt(4); i < n; i++) {
      target.append(i == 0 ? '?' : '&').append(pick(PARAMETERS)).append('=').append(encoded());
    }
    String method = random.nextInt(6) == 0 ? pick(METHODS) : "GET";
    String accept = pick(new String[] {"Accept: */*", "Accept: text/html", "X: \u0001"});
    return request(method, target.toString(), accept, "", Optional.empty(), call);
  }

  /** A call whose id, query or headers hold what no id is made of. */
  private Request controlCharacters(Described.Call call) {
    String path = call.path().replace("{id}", encoded());
    if (random.nextBoolean()) {
      path += "?" + pick(PARAMETERS) + "=" + encoded();
    }
    char control = (char) random.nextInt(32);
    String header =
        pick(new String[] {"Viewer-User-Agent", "X-Request-Id", "Authorization", "Accept", "Host"})
            + ": a"
            + control
            + encoded();
    String body = call.body().isPresent() ? body(call) : "";
    return request(
        call.method(),
        path,
        "Content-Type: application/json\r\n" + header,
        body,
        Optional.empty(),
        call);
  }

  private String encoded() {
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      value.append(pick(ENCODED));
    }
    return random.nextInt(15) == 0 ? value.toString().repeat(300) : value.toString();
  }

  /** Bytes that are no JSON: cut off, mixed up, or never were. */
  private Request garbageText(Described.Call any) {
    Described.Call call = withBody(any);
    byte[] body = body(call).getBytes(StandardCharsets.UTF_8);
    switch (random.nextInt(5)) {
      case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length + 1));
      case 1 -> {
        for (int flips = 1 + random.nextInt(4); flips > 0 && body.length > 0; flips--) {
          body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
      }
      case 2 -> body = ("{\"user\": " + pick(NOT_JSON) + "}").getBytes(StandardCharsets.UTF_8);
      case 3 -> {
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        body = open.repeat(1 + random.nextInt(3_000)).getBytes(StandardCharsets.UTF_8);
      }
      default -> {
        body = new byte[random.nextInt(200)];
        random.nextBytes(body);
      }
    }
    return request(
        call.method(),
        path(call),
        "Content-Type: application/json",
        body,
        Optional.empty(),
        call,
        false);
  }

  /** A body whose length is not what is announced, or whose chunks are none. */
  private Request framing(Described.Call any) {
    Described.Call call = withBody(any);
    String head =
        call.method()
            + " "
            + path(call)
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    String all =
        switch (random.nextInt(6)) {
          case 0 -> head + "Content-Length: 50\r\n\r\n{}";
          case 1 -> head + "Content-Length: -5\r\n\r\n{}";
          case 2 -> head + "Content-Length: 99999999999999999999\r\n\r\n{}";
          case 3 -> head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
          case 4 -> head + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n{}";
          default ->
              call.method()
                  + " "
                  + path(call)
                  + (random.nextBoolean() ? " HTTP/9.9" : "")
                  + "\r\n\r\n";
        };
    byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
    return new Request(bytes, all, Optional.empty(), call, false, true);
  }

  private Described.Call withBody(Described.Call call) {
    List<Described.Call> calls =
        described.calls().stream().filter(c -> c.body().isPresent()).toList();
    return call.body().isPresent() ? call : calls.get(random.nextInt(calls.size()));
  }

  /** An example of the document, changed in one to three places. */
  private String body(Described.Call call) {
    List<JsonNode> examples = call.examples();
    JsonNode example = examples.get(random.nextInt(examples.size())).deepCopy();
    if (random.nextInt(12) == 0) {
      return value(call);
    }
    if (example instanceof ObjectNode object && call.body().isPresent()) {
      addOptional(object, call);
    }
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      change(example, call);
    }
    // the values that no tree of nodes can hold stand in it as marks
    String text = example.toString();
    while (text.contains("\"@VALUE\"")) {
      text = text.replaceFirst("\"@VALUE\"", Matcher.quoteReplacement(value(call)));
    }
    return text;
  }

  private void addOptional(ObjectNode object, Described.Call call) {
    JsonNode schema = SchemaCheck.resolve(described.document(), call.body().orElseThrow());
    List<String> keys = new ArrayList<>(schema.path("properties").propertyNames());
    if (!keys.isEmpty()) {
      object.put(keys.get(random.nextInt(keys.size())), "@VALUE");
    }
  }

  private void change(JsonNode node, Described.Call call) {
    if (node instanceof ObjectNode object) {
      List<String> keys = new ArrayList<>(object.propertyNames());
      String key = keys.isEmpty() ? "x" : keys.get(random.nextInt(keys.size()));
      switch (random.nextInt(5)) {
        case 0 -> object.remove(key);
        case 1 -> object.put(key + (char) ('a' + random.nextInt(26)), "@VALUE");
        case 2 -> object.put("\u0000\u202e\"\\" + random.nextInt(9), "@VALUE");
        case 3 -> {
          if (object.path(key).isContainer()) {
            change(object.get(key), call);
          } else {
            object.put(key, "@VALUE");
          }
        }
        default -> object.put(key, "@VALUE");
      }
    } else if (node instanceof ArrayNode array) {
      if (!array.isEmpty() && random.nextBoolean()) {
        change(array.get(random.nextInt(array.size())), call);
      } else {
        array.add("@VALUE");
      }
    }
  }

  private String value(Described.Call call) {
    return switch (random.nextInt(12)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2, 3, 4 -> pick(NUMBERS);
      case 5, 6, 7 -> pick(TEXTS);
      case 8 -> "\"" + "x".repeat(random.nextInt(3_000)) + "\"";
      case 9 -> "[" + pick(TEXTS) + "," + pick(NUMBERS) + "]";
      case 10 -> "{" + pick(TEXTS) + ":" + pick(NUMBERS) + "}";
      default -> {
        int depth = 1 + random.nextInt(600);
        yield "[".repeat(depth) + call.name().length() + "]".repeat(depth);
      }
    };
  }

  private String path(Described.Call call) {
    return call.path().replace("{id}", "i" + random.nextInt(1_000_000) + "x");
  }

  private String pick(String[] all) {
    return all[random.nextInt(all.length)];
  }

  private Request request(
      String method,
      String target,
      String headers,
      String body,
      Optional<JsonNode> json,
      Described.Call call) {
    boolean cut = headers.contains("Transfer-Encoding") || headers.contains("Content-Length");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return request(method, target, headers, bytes, json, call, cut);
  }

  private Request request(
      String method,
      String target,
      String headers,
      byte[] body,
      Optional<JsonNode> json,
      Described.Call call,
      boolean last) {
    String head =
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + headers
            + "\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return new Request(
        all, new String(all, StandardCharsets.UTF_8), json, call, method.equals("HEAD"), last);
  }
}
