package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.serve.ShopServer.Reply;

/** What the server counts of itself, as Prometheus reads it. */
class MetricsTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z_]+)((?:\\{[a-z]+=\"(?:[^\"\\\\]|\\\\.)*\"(?:,[a-z]+=\"(?:[^\"\\\\]|\\\\.)*\")*\\})?)"
              + " ([0-9.E+-]+)");

  private ShopServer server;

  @BeforeEach
  void serve(@TempDir Path folder) {
    server = ShopServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void requestsAreCountedByCallAndStatus() throws IOException {
    for (int i = 0; i < 3; i++) {
      server.post("/v1/recommend", "{\"user\": \"u%d\"}".formatted(i));
    }
    server.post("/v1/recommend", "{\"usr\": 1}");
    server.call("GET", "/v1/recommend");
    server.call("DELETE", "/v1/items/i1");
    server.call("GET", "/nothing/i1");
    try (RawClient client = new RawClient(server.port())) {
      client.send("garbage\r\n\r\n".getBytes(StandardCharsets.UTF_8), false, false);
    }
    Map<String, Double> samples = samples();
    assertThat(samples)
        .containsEntry("sluice_requests_total{call=\"recommend\",status=\"200\"}", 3.0)
        .containsEntry("sluice_requests_total{call=\"recommend\",status=\"400\"}", 1.0)
        .containsEntry("sluice_requests_total{call=\"deleteItem\",status=\"204\"}", 1.0)
        .containsEntry("sluice_requests_total{call=\"other\",status=\"400\"}", 1.0)
        .containsEntry("sluice_requests_total{call=\"other\",status=\"404\"}", 1.0)
        .containsEntry("sluice_requests_total{call=\"other\",status=\"405\"}", 1.0)
        .containsEntry("sluice_request_seconds_count{call=\"recommend\"}", 4.0);
  }

  @Test
  void bucketsAscendAndTheLastHoldsAll() {
    server.post("/v1/recommend", "{}");
    double before = 0;
    List<Double> buckets = new ArrayList<>();
    for (Map.Entry<String, Double> e : samples().entrySet()) {
      if (e.getKey().startsWith("sluice_request_seconds_bucket{call=\"recommend\",")) {
        assertThat(e.getValue()).isGreaterThanOrEqualTo(before);
        before = e.getValue();
        buckets.add(before);
      }
    }
    assertThat(buckets).hasSizeGreaterThan(10).last().isEqualTo(1.0);
  }

  @Test
  void stagesAndSourcesAreTimedForEachWayThroughTheFunnel() {
    server.post("/v1/recommend", "{\"user\": \"u0\"}");
    server.post("/v1/recommend", "{\"user\": \"u1\"}");
    server.post("/v1/similar", "{\"item\": \"i1\"}");
    Map<String, Double> samples = samples();
    for (String stage : new String[] {"sources", "fusion", "features", "ranking", "reranking"}) {
      assertThat(samples).containsEntry("sluice_stage_seconds_count{stage=\"" + stage + "\"}", 2.0);
      assertThat(samples.get("sluice_stage_seconds_sum{stage=\"" + stage + "\"}")).isPositive();
    }
    assertThat(samples).containsEntry("sluice_source_seconds_count{source=\"popularity\"}", 2.0);
    assertThat(samples.keySet()).noneMatch(k -> k.startsWith("sluice_sources_left_out"));
  }

  @Test
  void eventsAreCountedByOutcome() {
    String event =
        "{\"id\": \"e\", \"user\": \"u1\", \"item\": \"%s\", \"kind\": \"click\", \"time\": 1}";
    server.post("/v1/events", event.formatted("i1"));
    server.post("/v1/events", event.formatted("i1"));
    server.post("/v1/events", event.formatted("i2"));
    assertThat(samples())
        .containsEntry("sluice_events_total{outcome=\"stored\"}", 1.0)
        .containsEntry("sluice_events_total{outcome=\"duplicate\"}", 1.0)
        .containsEntry("sluice_events_total{outcome=\"conflict\"}", 1.0);
  }

  @Test
  void theBundleTheQueueAndTheProcessAreThere() {
    Map<String, Double> samples = samples();
    String bundle = server.recommender().bundle().manifest().id();
    assertThat(samples)
        .containsEntry("sluice_bundle_info{bundle=\"" + bundle + "\"}", 1.0)
        .containsEntry("sluice_waiting_requests", 0.0)
        .containsEntry("sluice_lost_threads_total", 0.0);
    for (String name :
        new String[] {
          "process_start_time_seconds",
          "process_cpu_seconds_total",
          "process_open_fds",
          "jvm_threads_current",
          "jvm_memory_used_bytes{area=\"heap\"}",
          "jvm_memory_used_bytes{area=\"nonheap\"}",
          "jvm_memory_max_bytes{area=\"heap\"}"
        }) {
      assertThat(samples.get(name)).as(name).isPositive();
    }
  }

  @Test
  void noUserNoItemAndNoPathIsEverALabel() {
    ask("secret");
    Set<String> before = labels();
    assertThat(String.join(" ", before)).doesNotContain("secret").contains("deleteItem");
    for (int i = 0; i < 50; i++) {
      ask("secret" + i);
    }
    assertThat(labels()).as("many names make no more series").isEqualTo(before);
  }

  private void ask(String name) {
    server.post("/v1/recommend", "{\"user\": \"%s\", \"recent\": \"%s\"}".formatted(name, name));
    server.post("/v1/similar", "{\"item\": \"%s\"}".formatted(name));
    server.call("DELETE", "/v1/users/" + name);
    server.call("DELETE", "/v1/items/" + name);
    server.call("GET", "/v1/unknown/" + name);
    server.call("GET", "/metrics");
  }

  private Set<String> labels() {
    Set<String> labels = new HashSet<>();
    // those of the JVM come and go with its collectors
    samples().keySet().stream()
        .filter(k -> k.startsWith("sluice_"))
        .forEach(k -> labels.add(k.replaceAll(",le=.*", "")));
    return labels;
  }

  /** Reads the text, holding each line to the format. */
  private Map<String, Double> samples() {
    Reply reply = server.call("GET", "/metrics");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    Map<String, Double> samples = new LinkedHashMap<>();
    Set<String> families = new HashSet<>();
    String body = reply.response().body();
    assertThat(body).endsWith("\n");
    for (String line : body.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        assertThat(families.add(line.replaceAll("# TYPE | .*", ""))).as(line).isTrue();
      } else if (!line.startsWith("# HELP ")) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        assertThat(
                samples.put(matcher.group(1) + matcher.group(2), Double.valueOf(matcher.group(3))))
            .as(line)
            .isNull();
      }
    }
    return samples;
  }
}
