package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Shop;
import sluice.pipeline.Sluice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run on data without words or tags leaves two of its four sources out: what serves, computes all
 * slates or explains one works with the two that are left, and they agree.
 */
class LeftOutSourceTest {
  private static final int N = 6;
  private static Path run;
  private static String time;

  @TempDir Path folder;

  @BeforeAll
  static void run(@TempDir Path data) {
    String description = Shop.DESCRIPTION.replaceAll("(?m)^items:.*\\n", "");
    run = Sluice.describedRun(Shop.write(data, description, Shop.interactions(40, 50), ""));
    time = Instant.ofEpochMilli(Bundle.load(run.resolve("bundle")).manifest().dataEnd()).toString();
  }

  @Test
  void servingBatchAndExplainingAgreeWithoutIt() {
    Map<String, List<String>> all = Offline.batch(run, folder, time, N);
    assertThat(all).hasSizeGreaterThan(20);
    String user = all.keySet().iterator().next();
    JsonNode explained = explained(user);
    try (ShopServer server = ShopServer.start(run, folder, Optional.empty())) {
      TreeSet<String> sources = new TreeSet<>();
      for (Map.Entry<String, List<String>> slate : all.entrySet()) {
        JsonNode served =
            server
                .post(
                    "/v1/recommend",
                    "{\"user\": \"%s\", \"n\": %d, \"time\": \"%s\", \"explain\": true}"
                        .formatted(slate.getKey(), N, time))
                .json();
        assertThat(served.get("degraded")).as("nothing that there is, is missing").isEmpty();
        assertThat(lines(served.get("items"), "/item", "/score")).isEqualTo(slate.getValue());
        served
            .get("items")
            .forEach(item ->
                item.at("/why/sources").forEach(s -> sources.add(s.get("source").asString())));
      }
      assertThat(sources)
          .contains("hnsw-ials", "popularity")
          .doesNotContain("lucene", "hnsw-content");
      assertThat(lines(explained.get("items"), "/item/id", "/score").subList(0, N))
          .isEqualTo(all.get(user));
    }
    assertThat(explained.toString()).contains("hnsw-ials").doesNotContain("lucene", "hnsw-content");
  }

  private static List<String> lines(JsonNode items, String id, String score) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.at(id).asString() + " " + item.at(score).floatValue())
        .toList();
  }

  private static JsonNode explained(String user) {
    Sluice.Outcome outcome =
        Sluice.execute("explain", "--run", run.toString(), "--json", "--user", user);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return JsonMapper.shared().readTree(outcome.out());
  }
}
