package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKeys;
import sluice.serving.http.Operation;
import sluice.serving.log.ServerLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ten thousand requests that are wrong: each is told so, none breaks or shows the inside. */
class FuzzTest {
  private static final int REQUESTS = 10_000;

  /** Names of classes and packages, frames of stacks, files, SQL. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "Exception|\\bat [a-z]+\\.|sluice\\.|io\\.helidon|java\\.(lang|util|io|net)|jackson"
              + "|\\.java|/tmp/|/home/|sqlite|SELECT |INSERT |lucene",
          Pattern.CASE_INSENSITIVE);

  @TempDir Path folder;

  @Test
  void nothingThatIsSentBreaksTheServerOrShowsItsInside() throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Operation logged =
        new Operation(
            new AccessControl(ApiKeys.NONE),
            Optional.empty(),
            new ServerLog(
                ServerLog.Format.TEXT,
                false,
                new PrintStream(log, true, StandardCharsets.UTF_8),
                Clock.systemUTC()),
            Operation.NO_RELOAD);
    try (ShopServer server = ShopServer.start(folder, logged);
        RawClient client = new RawClient(server.port())) {
      Described described = new Described(server.call("GET", "/openapi.json").json());
      Malformed malformed = new Malformed(described, 42);
      SchemaCheck schema = new SchemaCheck(described.document(), false);
      Map<Integer, Integer> statuses = new TreeMap<>();
      List<String> faults = new ArrayList<>();
      int hungUp = 0;
      for (int i = 0; i < REQUESTS && faults.size() < 10; i++) {
        Malformed.Request request = malformed.next();
        Optional<RawClient.Response> response =
            client.send(request.bytes(), request.head(), request.last());
        if (response.isEmpty()) {
          hungUp++;
        } else {
          statuses.merge(response.get().status(), 1, Integer::sum);
          String fault = fault(described, schema, request, response.get());
          if (!fault.isEmpty()) {
            faults.add(fault + "\n" + brief(request.said()) + "\n=> " + response.get());
          }
        }
      }
      assertThat(faults).as("%s", statuses).isEmpty();
      // a reload was asked for where there is nothing to load: the one thing that is worth a line
      assertThat(log.toString(StandardCharsets.UTF_8).lines())
          .as("the log")
          .allMatch(line -> line.contains(" WARN reload-refused why="));
      assertThat(hungUp).as("hung up without an answer; %s", statuses).isLessThan(REQUESTS / 20);
      assertThat(statuses.keySet()).contains(200, 400, 404, 405, 413, 415);
      assertThat(statuses.get(400)).isGreaterThan(REQUESTS / 2);
      assertThat(server.post("/v1/recommend", "{\"user\": \"u0\"}").items()).hasSize(20);
    }
  }

  private static String fault(
      Described described,
      SchemaCheck schema,
      Malformed.Request request,
      RawClient.Response response) {
    int status = response.status();
    if (status >= 500 && status != 503) {
      return "the server broke";
    }
    if (status >= 400 && !request.head()) {
      String type = response.headers().getOrDefault("content-type", "");
      if (type.equals("text/html; charset=utf-8") && request.page()) {
        return INSIDE.matcher(response.body()).find() || !response.body().contains("" + status)
            ? "the inside shows in a page"
            : "";
      }
      if (!type.equals("application/problem+json")) {
        return "no problem document but " + type;
      }
      JsonNode problem = JsonMapper.shared().readTree(response.body());
      List<String> errors =
          new SchemaCheck(described.document(), true)
              .errors(described.document().at("/components/schemas/Problem"), problem);
      if (!errors.isEmpty() || problem.get("status").intValue() != status) {
        return "a problem that is not as described: " + errors;
      }
      if (INSIDE.matcher(response.body()).find()) {
        return "the inside shows";
      }
    }
    if (request.json().isEmpty()) {
      return "";
    }
    // where nothing but the body is wrong, document and server are of one mind about it
    boolean valid =
        schema.errors(request.call().body().orElseThrow(), request.json().get()).isEmpty();
    if (status == 200 && !valid) {
      return "taken against the document: "
          + schema.errors(request.call().body().orElseThrow(), request.json().get());
    }
    String type = response.headers().getOrDefault("content-type", "");
    List<String> differences =
        described.differences(
            request.call(), status, type, JsonMapper.shared().readTree(response.body()));
    return differences.isEmpty() ? "" : "an answer that is not as described: " + differences;
  }

  private static String brief(String text) {
    return text.length() < 800 ? text : text.substring(0, 400) + " … " + text.length();
  }
}
