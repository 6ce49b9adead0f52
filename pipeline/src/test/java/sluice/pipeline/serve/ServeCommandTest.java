package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.pipeline.Sluice;
import sluice.serving.access.ApiKey;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command in a process of its own, as one runs it. */
class ServeCommandTest {
  /** The launcher leaves it out. */
  private static final String OF_THE_JVM = "WARNING: Using incubator modules: jdk.incubator.vector";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aSignalEndsItWithItsCodeAndWhatWasToldIsKept(String signal, int code)
      throws IOException, InterruptedException {
    String store = "jdbc:sqlite:" + folder.resolve("events.db");
    Process process =
        start("serve", "--run", Sluice.shopRun().toString(), "--port", "0", "--store", store);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newHttpClient()) {
      String line = out.readLine();
      assertThat(line).startsWith("listening on http://127.0.0.1:");
      String url = line.substring(line.indexOf("http"));
      String event =
          "[{\"id\":\"e\",\"kind\":\"click\",\"user\":\"someone\",\"item\":\"i\",\"time\":5}]";
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "v1/events"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(event))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("stored");
      Sluice.signal(process, signal);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
    }
    try (FeedbackStore kept = FeedbackStore.open(store, FeedbackSettings.DEFAULT)) {
      assertThat(kept.actions("someone")).hasSize(1);
    }
  }

  @Test
  void theConfigIsReadAgainByACallAndTheLogTellsOfIt() throws IOException, InterruptedException {
    Path config = folder.resolve("serve.yaml");
    Path log = folder.resolve("log");
    String admin = "keys:\n  - {name: boss, role: admin, sha256: " + ApiKey.hash("boss") + "}\n";
    Files.writeString(config, "port: 1\nlogs: {requests: true}\n" + admin);
    Process process =
        start(
            ProcessBuilder.Redirect.to(log.toFile()),
            "serve",
            "--run",
            Sluice.shopRun().toString(),
            "--config",
            config.toString(),
            "--port",
            "0",
            "--logs",
            "json");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newHttpClient()) {
      String url = out.readLine().replaceAll(".*http", "http");
      assertThat(status(client, url + "v1/version", "boss", "")).isEqualTo(200);
      assertThat(status(client, url + "v1/version", "new", "")).isEqualTo(401);
      String more = "  - {name: new, role: read, sha256: " + ApiKey.hash("new") + "}\n";
      Files.writeString(config, admin + more + "lims: 1\n");
      assertThat(status(client, url + "v1/bundle", "boss", "{}")).isEqualTo(409);
      assertThat(status(client, url + "v1/version", "new", "")).isEqualTo(401);
      Files.writeString(config, admin + more);
      assertThat(status(client, url + "v1/bundle", "boss", "{}")).isEqualTo(200);
      assertThat(status(client, url + "v1/version", "new", "")).isEqualTo(200);
    }
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    List<String> lines =
        Files.readAllLines(log).stream().filter(line -> !line.equals(OF_THE_JVM)).toList();
    assertThat(lines.getFirst()).contains("\"event\":\"loaded\"");
    for (String line : lines) {
      assertThat(JsonMapper.shared().readTree(line).isObject()).as(line).isTrue();
    }
    assertThat(Files.readString(log))
        .contains(
            "\"event\":\"started\"",
            "\"key\":\"boss\"",
            "unknown key lims (did you mean limits?)",
            "\"event\":\"reloaded\"",
            "\"event\":\"stopped\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--run no/such/run", "--config lims.yaml", "--config json.yaml"})
  void aStartThatFailsIsToldInJsonWhereTheLogIsJson(String wrong) throws IOException {
    Files.writeString(folder.resolve("lims.yaml"), "lims: 1\n");
    Files.writeString(folder.resolve("json.yaml"), "logs: {format: json}\n");
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
    if (!wrong.contains("json")) {
      arguments.addAll(List.of("--logs", "json"));
    }
    if (!wrong.contains("--run")) {
      arguments.addAll(List.of("--run", "no/such/run"));
    }
    arguments.addAll(
        List.of(wrong.replace("--config ", "--config " + folder + "/").split(" ", -1)));
    Sluice.Outcome outcome = Sluice.execute(arguments.toArray(String[]::new));
    assertThat(outcome.code()).isEqualTo(2);
    List<String> lines = outcome.err().lines().toList();
    assertThat(lines).hasSize(1);
    JsonNode line = JsonMapper.shared().readTree(lines.getFirst());
    assertThat(line.get("level").asString()).isEqualTo("error");
    assertThat(line.get("event").asString()).isEqualTo("not-started");
    assertThat(line.get("says").asString())
        .contains(wrong.contains("lims") ? "unknown key lims" : "no/such/run");
    assertThat(line.has("time")).isTrue();
  }

  @Test
  void aStartThatFailsIsToldAPersonInWords() {
    assertThat(Sluice.execute("serve", "--run", "no/such/run").err()).startsWith("error: ");
  }

  @Test
  void aHangUpTakesAnotherBundleOrTheLogTellsWhyNot() throws IOException, InterruptedException {
    Path one = Sluice.shopRun();
    Path other = Sluice.shopRun("ranking.model=retrieval-order");
    Path current = Files.createSymbolicLink(folder.resolve("current"), one);
    Process process = startWithHangUp("serve", "--run", current.toString(), "--port", "0");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(next(process, err, " loaded and proven ")).startsWith("bundle ");
      Sluice.signal(process, "HUP"); // waits for the server, which does not listen yet
      String url = out.readLine().replaceAll(".*http", "http");
      String first = bundle(client, url);
      assertThat(next(process, err, " reloaded ")).endsWith("before=" + first + " after=" + first);
      point(current, other);
      Sluice.signal(process, "HUP");
      assertThat(next(process, err, " reloaded "))
          .contains("INFO reloaded before=" + first + " after=");
      String second = bundle(client, url);
      assertThat(second).isNotEqualTo(first);
      point(current, ShopServer.damagedCopy(one, folder.resolve("damaged")));
      Sluice.signal(process, "HUP");
      assertThat(next(process, err, " reload-refused "))
          .contains("WARN reload-refused why=", "bundle/features.arrays is damaged");
      assertThat(bundle(client, url)).isEqualTo(second);
      Sluice.signal(process, "TERM");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void point(Path link, Path to) throws IOException {
    Files.delete(link);
    Files.createSymbolicLink(link, to);
  }

  /** Starts it so that a hang-up reaches it, also where these tests themselves run under nohup. */
  private Process startWithHangUp(String... arguments) throws IOException {
    ProcessBuilder builder = Sluice.process(folder.resolve("data"), arguments);
    Object before = Signals.register("HUP", () -> {});
    Signals.unregister("HUP", before);
    if (before.toString().equals("SIG_IGN")) {
      builder.command().addAll(0, List.of("env", "--default-signal=HUP"));
    }
    return builder.start();
  }

  /** Returns the next line with this event; a process that writes none in a minute is ended. */
  private static String next(Process process, BufferedReader log, String event) {
    return CompletableFuture.supplyAsync(
            () -> log.lines().filter(line -> line.contains(event)).findFirst().orElse(""))
        .orTimeout(1, TimeUnit.MINUTES)
        .exceptionally(late -> {
          process.destroyForcibly();
          return "";
        })
        .join();
  }

  private static String bundle(HttpClient client, String url)
      throws IOException, InterruptedException {
    HttpRequest asked = HttpRequest.newBuilder(URI.create(url + "v1/version")).build();
    String answer = client.send(asked, HttpResponse.BodyHandlers.ofString()).body();
    return JsonMapper.shared().readTree(answer).get("bundle").asString();
  }

  private static int status(HttpClient client, String url, String key, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json");
    if (!body.isEmpty()) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void badOptionsAreToldInOneMessage() {
    assertThat(failed("serve", "--run", folder.toString())).contains("is no complete run");
    assertThat(failed("serve", "--run", run(), "--port", "70000"))
        .contains("--port: port is 70000; a whole number from 0 to 65535");
    assertThat(failed("serve", "--run", run(), "--deadline", "0"))
        .contains("--deadline: deadline is 0; a whole number from 1");
    assertThat(failed("serve", "--run", run(), "--host", "0.0.0.0"))
        .contains("--host: host is 0.0.0.0, where others can reach the server, and it has no keys");
    assertThat(failed("serve", "--config", folder.resolve("none.yaml").toString()))
        .contains("none.yaml does not exist");
    assertThat(failed("serve", "--run", run(), "--port", "0", "--store", "jdbc:mysql://x"))
        .contains("is of no known kind. Fix: jdbc:sqlite:FILE");
    assertThat(failed("batch", "--run", run(), "--out", folder.resolve("x.txt").toString()))
        .contains("must end in .parquet, .csv or .jsonl");
    assertThat(failed("batch", "--run", run(), "--out", "x.csv", "--n", "0"))
        .contains("--n is 0; 1 to 200 is expected");
    assertThat(failed("batch", "--run", run(), "--out", "x.csv", "--time", "noon"))
        .contains("--time noon is no time");
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    try (ShopServer server = ShopServer.start(folder)) {
      String port = Integer.toString(server.port());
      String store = "jdbc:sqlite:" + folder.resolve("other.db");
      assertThat(failed("serve", "--run", run(), "--port", port, "--store", store))
          .contains("cannot listen on 127.0.0.1:" + port);
    }
  }

  private static String run() {
    return Sluice.shopRun().toString();
  }

  private static String failed(String... arguments) {
    Sluice.Outcome outcome = Sluice.execute(arguments);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).doesNotContain("\tat ");
    return outcome.err();
  }

  private Process start(String... arguments) throws IOException {
    return start(ProcessBuilder.Redirect.DISCARD, arguments);
  }

  private Process start(ProcessBuilder.Redirect errors, String... arguments) throws IOException {
    return Sluice.process(folder.resolve("data"), arguments).redirectError(errors).start();
  }
}
