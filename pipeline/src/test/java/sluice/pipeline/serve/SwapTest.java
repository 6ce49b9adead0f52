package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;
import tools.jackson.databind.JsonNode;

/** Another bundle takes over under load. */
class SwapTest {
  private static final String BODY = "{\"user\":\"u1\",\"n\":10,\"time\":\"2024-01-01T00:00:00Z\"}";

  @TempDir Path folder;

  @Test
  void noRequestFailsAndNoSlateMixesTwoBundles() throws InterruptedException {
    Path one =
        Sluice.smallWorldRun(
            "protocol={type: global-temporal, test: 0.2}", "ranking.model=xgboost");
    Path two =
        Sluice.smallWorldRun(
            "protocol={type: global-temporal, test: 0.2}", "ranking.model=retrieval-order");
    Bundle first = Bundle.load(one.resolve("bundle"));
    Bundle second = Bundle.load(two.resolve("bundle"));
    try (ShopServer server = ShopServer.start(one, folder, Optional.empty())) {
      Map<String, List<String>> expected = new HashMap<>();
      for (Bundle bundle : List.of(second, first)) {
        server.recommender().swap(bundle);
        expected.put(bundle.manifest().id(), items(server.post("/v1/recommend", BODY).json()));
      }
      assertThat(expected.values()).doesNotHaveDuplicates().hasSize(2);
      ConcurrentLinkedQueue<ShopServer.Reply> replies = new ConcurrentLinkedQueue<>();
      AtomicBoolean over = new AtomicBoolean();
      List<Thread> callers = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        callers.add(
            Thread.ofVirtual()
                .start(() -> {
                  while (!over.get()) {
                    replies.add(server.post("/v1/recommend", BODY));
                  }
                }));
      }
      for (int swap = 0; swap < 40; swap++) {
        server.recommender().swap(swap % 2 == 0 ? second : first);
      }
      over.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
      Map<String, Integer> answered = new HashMap<>();
      for (ShopServer.Reply reply : replies) {
        assertThat(reply.status()).isEqualTo(200);
        String bundle = reply.json().get("bundle").asString();
        assertThat(items(reply.json())).isEqualTo(expected.get(bundle));
        answered.merge(bundle, 1, Integer::sum);
      }
      assertThat(answered).as("both answered").hasSize(2);
    }
  }

  private static List<String> items(JsonNode answer) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : answer.get("items")) {
      items.add(item.get("item").asString() + " " + item.get("score").floatValue());
    }
    return items;
  }
}
