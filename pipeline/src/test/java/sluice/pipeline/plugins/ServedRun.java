package sluice.pipeline.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import sluice.pipeline.Sluice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run with types of a foreign jar, served and replayed by processes that have the jar. */
final class ServedRun {
  private ServedRun() {}

  /** Serves a run, asks it once, stops it, and computes the answer again. */
  static void check(ForeignJar jar, Path run) throws IOException, InterruptedException {
    String store = "jdbc:sqlite:" + jar.folder().resolve("events.db");
    String log = jar.folder().resolve("served.jsonl").toString();
    String folder = run.toString();
    ProcessBuilder server =
        jar.builder("serve", "--run", folder, "--port", "0", "--store", store, "--record", log);
    Process process = server.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newHttpClient()) {
      String url = out.readLine().replaceAll(".*http", "http");
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "v1/recommend"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"user\": \"someone\", \"n\": 5}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode body = JsonMapper.shared().readTree(answer.body());
      assertThat(body.get("items").size()).isEqualTo(5);
      Sluice.signal(process, "TERM");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    Sluice.Outcome replayed = jar.run("replay", "--run", folder, "--store", store, log);
    assertThat(replayed.out()).contains("1 requests computed again, 0 differ");
    assertThat(replayed.code()).as(replayed.err()).isZero();
  }
}
