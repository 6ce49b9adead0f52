package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.Sluice;
import sluice.serving.live.ReplayLog;
import tools.jackson.databind.JsonNode;

/** Two servers on one database: what one is told, the other knows when it has looked. */
class SharedStoreTest {
  @TempDir Path folder;

  private static String ask(String user) {
    return "{\"user\":\"" + user + "\",\"n\":5}";
  }

  private static void tell(ShopServer server, String id, String user, String item) {
    String event =
        "[{\"id\":\"%s\",\"kind\":\"click\",\"user\":\"%s\",\"item\":\"%s\",\"time\":1}]"
            .formatted(id, user, item);
    assertThat(server.post("/v1/events", event).status()).isEqualTo(200);
  }

  @Test
  void aClickAtOneServerChangesTheSlateOfTheOther() {
    Path run = ShopServer.copy(Sluice.shopRun(), folder.resolve("run"));
    try (ShopServer one = ShopServer.start(run, folder, Optional.empty());
        ShopServer other = ShopServer.start(run, folder, Optional.empty())) {
      List<String> before = other.post("/v1/recommend", ask("ann")).items();
      tell(one, "e1", "ann", before.getFirst());
      one.send("PUT", "/v1/items/brandnew", "{\"title\": \"Zeppelin\"}");
      assertThat(other.post("/v1/recommend", ask("ann")).items()).isEqualTo(before);

      other.recommender().follow();

      assertThat(other.post("/v1/recommend", ask("ann")).items())
          .doesNotContain(before.getFirst())
          .isEqualTo(one.post("/v1/recommend", ask("ann")).items());
      assertThat(other.post("/v1/search", "{\"text\": \"zeppelin\"}").json().toString())
          .contains("brandnew");
    }
  }

  @Test
  void recordsOfBothReplayThoughNeitherWasToldAll() {
    Path run = ShopServer.copy(Sluice.shopRun(), folder.resolve("run"));
    List<Path> logs = List.of(folder.resolve("one.jsonl"), folder.resolve("other.jsonl"));
    SplittableRandom random = new SplittableRandom(8);
    try (ShopServer one =
            ShopServer.start(run, folder, Optional.of(new ReplayLog(logs.getFirst())));
        ShopServer other =
            ShopServer.start(run, folder, Optional.of(new ReplayLog(logs.getLast())))) {
      for (int i = 0; i < 120; i++) {
        ShopServer server = random.nextBoolean() ? one : other;
        String user = "user-" + random.nextInt(3);
        JsonNode items = server.post("/v1/recommend", ask(user)).json().get("items");
        if (random.nextInt(3) > 0 && !items.isEmpty()) {
          String item = items.get(random.nextInt(items.size())).get("item").asString();
          tell(random.nextBoolean() ? one : other, "e" + i, user, item);
        }
      }
    }
    for (Path log : logs) {
      Sluice.Outcome outcome = Offline.replay(run, folder, log);
      assertThat(outcome.out()).contains(" 0 differ");
      assertThat(outcome.code()).isZero();
    }
  }
}
