package sluice.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.serving.http.TinyServer.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.serving.http.TinyServer.Reply;
import sluice.serving.http.TinyServer.Setup;
import sluice.serving.live.ReplayLog;
import sluice.serving.live.ServerClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A clock that steps back, and clients whose clocks are wrong. */
class ClockFaultsTest {
  private static final long HOUR = 3_600_000;

  @TempDir Path folder;

  private final AtomicLong clock = new AtomicLong(NOON);

  @ParameterizedTest
  @ValueSource(longs = {NOON - 1, NOON - HOUR, 5, 0, -HOUR})
  void afterTheClockSteppedBackEventsCountAndNoRequestIsBeforeItsHistory(long steppedTo)
      throws IOException {
    Path log = folder.resolve("served.jsonl");
    try (TinyServer server = server(log)) {
      assertThat(tell(server, "e1", "a", NOON - 1)).containsExactly("stored");
      assertThat(server.recommend("u").items()).doesNotContain("a", "c");
      clock.set(steppedTo);
      Reply slate = server.recommend("u");
      assertThat(slate.items()).isNotEmpty().doesNotContain("a", "c");
      assertThat(slate.degraded()).isEmpty();
      String shown = slate.items().getFirst();
      String event =
          TinyServer.event("e2", "u", shown, Math.max(0, steppedTo), slate.text("requestId"));
      assertThat(server.post("/v1/events", event).outcomes()).containsExactly("stored");
      assertThat(server.recommend("u").items()).isNotEmpty().doesNotContain("a", "c", shown);
      assertThat(server.recommend("new").items()).hasSize(5);
    }
    List<JsonNode> records = records(log);
    assertThat(records).hasSize(4);
    // the bundle's own row of the user lies at 1, so no request of u may lie at 1 or before
    assertThat(records.subList(0, 3)).allMatch(r -> r.get("time").asLong() > 1);
    assertThat(records).allMatch(r -> r.get("time").asLong() >= r.get("clock").asLong());
  }

  @Test
  void aClientWhoseClockRunsAheadDoesNotTakeTheServerWithIt() throws IOException {
    Path log = folder.resolve("served.jsonl");
    try (TinyServer server = server(log)) {
      assertThat(tell(server, "e1", "a", NOON + 1_000 * HOUR)).containsExactly("stored");
      assertThat(server.recommend("u").items()).isNotEmpty().doesNotContain("a", "c");
      assertThat(tell(server, "e2", "b", 200_000_000_000_000L)).containsExactly("stored");
      assertThat(server.recommend("u").items()).isNotEmpty().doesNotContain("a", "b", "c");
      assertThat(tell(server, "e3", "d", 0)).containsExactly("stored");
      assertThat(server.recommend("u").items()).containsExactly("e");
    }
    assertThat(records(log)).allMatch(r -> r.get("time").asLong() == NOON + 1);
  }

  private TinyServer server(Path log) {
    return new TinyServer(
        Setup.in(folder).clock(ServerClock.of(clock::get)).log(new ReplayLog(log)));
  }

  private static List<String> tell(TinyServer server, String id, String item, long time) {
    return server.post("/v1/events", TinyServer.event(id, "u", item, time, "")).outcomes();
  }

  private static List<JsonNode> records(Path log) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      all.add(JsonMapper.shared().readTree(line));
    }
    return all;
  }
}
