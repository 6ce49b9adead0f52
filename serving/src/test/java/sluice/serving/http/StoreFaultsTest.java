package sluice.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.serving.http.TinyServer.NOON;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.PostgresServer;
import sluice.serving.http.TinyServer.Reply;
import sluice.serving.http.TinyServer.Setup;
import sluice.serving.log.ServerLog;
import sluice.serving.log.StageMessages;

/** What callers see while events cannot be kept, and that all goes on when they can. */
class StoreFaultsTest {
  @TempDir Path folder;

  @Test
  void onAFullDiskSlatesGoOnAndWithRoomEventsAreTakenAgainWithoutARestart() throws Exception {
    Setup setup =
        new Setup("jdbc:sqlite:" + folder.resolve("events.db") + "?max_page_count=40").capacity(20);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    StageMessages.to(
        new ServerLog(
            ServerLog.Format.TEXT,
            false,
            new PrintStream(log, true, StandardCharsets.UTF_8),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)));
    try (TinyServer server = new TinyServer(setup)) {
      assertThat(server.get("/health/ready").json()).hasToString("{\"status\":\"ready\"}");
      int stored = 0;
      Reply reply = clicks(server, stored);
      while (reply.status() == 200) {
        stored += 10;
        reply = clicks(server, stored);
      }
      assertUnavailable(reply);
      // slates wait in memory until no more fit; then they are given without being kept
      Reply slate = server.recommend("v");
      String kept = slate.text("requestId");
      while (slate.degraded().isEmpty()) {
        assertThat(slate.items()).isNotEmpty();
        slate = server.recommend("v");
      }
      assertThat(slate.degraded()).containsExactly("feedback");
      assertThat(slate.items()).isNotEmpty();
      assertThat(server.metric("sluice_events_total{outcome=\"unavailable\"}")).isPositive();
      assertThat(server.metric("sluice_events_total{outcome=\"busy\"}")).isPositive();
      // a few slates may still have found room; events find none
      assertUnavailable(clicks(server, stored));
      Reply ready = server.get("/health/ready");
      assertThat(ready.status()).isEqualTo(200); // slates are still given
      assertThat(ready.text("status")).isEqualTo("degraded");
      assertThat(ready.text("detail")).contains("events cannot be stored at the moment");

      assertThat(server.delete("/v1/users/large").json().get("actions").asInt()).isEqualTo(stored);

      String event = TinyServer.event("late", "v", slate.items().getFirst(), NOON, kept);
      assertThat(server.post("/v1/events", event).outcomes()).containsExactly("stored");
      assertThat(server.recommend("v").degraded()).isEmpty();
      // it is over when as many rows are written as failed together: the slates and ten events
      for (int more = 0; more < 30; more += 10) {
        assertThat(clicks(server, stored + more).status()).isEqualTo(200);
      }
      assertThat(server.get("/health/ready").text("status")).isEqualTo("ready");
    } finally {
      StageMessages.to(ServerLog.off());
    }
    String file = folder.resolve("events.db").toString();
    assertThat(log.toString(StandardCharsets.UTF_8).lines().toList())
        .allMatch(line -> line.contains(file))
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("1970-01-01T00:00:00Z WARN told stage=WriterConnection says=\"" + file)
        .contains(" cannot be written: [SQLITE_FULL]");
    assertThat(log.toString(StandardCharsets.UTF_8))
        .endsWith("says=\"" + file + " can be written again\"\n");
  }

  private static Reply clicks(TinyServer server, int from) {
    String events =
        IntStream.range(from, from + 10)
            .mapToObj(i -> TinyServer.event("event-" + i, "large", "a", NOON + i * 60_000L, ""))
            .collect(Collectors.joining(",", "[", "]"));
    return server.post("/v1/events", events);
  }

  private static void assertUnavailable(Reply reply) {
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(503);
    assertThat(reply.retryAfter()).isEqualTo("1");
    assertThat(reply.text("title")).isEqualTo("no store");
    assertThat(reply.text("detail")).isEqualTo("events cannot be stored at the moment");
  }

  @Test
  void whatFindsTooManyEventsWaitingIsTurnedAwayWithRetryAfter() throws Exception {
    Setup setup = Setup.in(folder).capacity(3);
    try (TinyServer server = new TinyServer(setup);
        Connection other = DriverManager.getConnection(setup.store());
        Statement sql = other.createStatement()) {
      assertThat(server.click("e", "u", "a").status()).isEqualTo(200);
      sql.execute("BEGIN IMMEDIATE"); // the writer waits for this
      List<CompletableFuture<Reply>> all = new ArrayList<>();
      while (server.metric("sluice_events_total{outcome=\"busy\"}") == 0) {
        String event = TinyServer.event("e" + all.size(), "v", "a", NOON, "");
        all.add(server.later("/v1/events", event));
      }
      sql.execute("ROLLBACK");
      List<Reply> replies = all.stream().map(CompletableFuture::join).toList();
      List<Reply> refused = replies.stream().filter(r -> r.status() != 200).toList();
      assertThat(replies).filteredOn(r -> r.status() == 200).hasSizeGreaterThanOrEqualTo(3);
      assertThat(refused).isNotEmpty();
      for (Reply reply : refused) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.retryAfter()).isEqualTo("1");
        assertThat(reply.text("detail")).isEqualTo("too many events are waiting");
      }
      assertThat(server.click("last", "v", "a").outcomes()).containsExactly("stored");
    }
  }

  @Test
  void aDatabaseThatLostItsTablesIsAProblemOfTheStoreAndOfNothingElse() throws Exception {
    Setup setup = Setup.in(folder);
    try (TinyServer server = new TinyServer(setup);
        Connection other = DriverManager.getConnection(setup.store());
        Statement sql = other.createStatement()) {
      assertThat(server.click("e", "u", "a").status()).isEqualTo(200);
      sql.execute("ALTER TABLE feedback_action RENAME TO lost");
      assertUnavailable(server.click("e2", "u", "b"));
      assertUnavailable(server.delete("/v1/users/v"));
      Reply slate = server.recommend("u");
      assertThat(slate.status()).isEqualTo(200);
      assertThat(slate.items()).isNotEmpty().doesNotContain("a");
      sql.execute("ALTER TABLE lost RENAME TO feedback_action");
      assertThat(server.click("e2", "u", "b").outcomes()).containsExactly("stored");
      assertThat(server.recommend("u").items()).isNotEmpty().doesNotContain("a", "b");
    }
  }

  @Test
  void whilePostgresIsGoneNothingIsAcknowledgedAndAfterwardsNothingIsLost() throws Exception {
    try (PostgresServer database = new PostgresServer(folder.resolve("data"))) {
      String url = database.freshDatabase("");
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      try (TinyServer server = new TinyServer(new Setup(url))) {
        AtomicBoolean end = new AtomicBoolean();
        Set<Integer> statuses = ConcurrentHashMap.newKeySet();
        List<Thread> clients =
            IntStream.range(0, 4)
                .mapToObj(c ->
                    Thread.ofVirtual()
                        .start(() -> tell(server, "c" + c, end, statuses, acknowledged)))
                .toList();
        until(acknowledged, 50);
        database.stop();
        try {
          assertUnavailable(server.click("gone", "u", "a"));
          assertUnavailable(server.delete("/v1/users/v"));
          Reply slate = server.recommend("u");
          assertThat(slate.status()).isEqualTo(200);
          assertThat(slate.items()).isNotEmpty();
          assertThat(slate.degraded()).isEmpty(); // it waits in memory
        } finally {
          database.start("on");
        }
        until(acknowledged, acknowledged.size() + 50);
        end.set(true);
        for (Thread client : clients) {
          client.join();
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 503);
        assertThat(server.click("gone", "u", "a").outcomes()).containsExactly("stored");
      }
      List<String> stored = new ArrayList<>();
      try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
        store.each(0, action -> stored.add(action.action().eventId()));
      }
      assertThat(stored).doesNotHaveDuplicates().contains("gone").containsAll(acknowledged);
    }
  }

  /** Tells of one event after the other, each until it is acknowledged. */
  private static void tell(
      TinyServer server,
      String client,
      AtomicBoolean end,
      Set<Integer> statuses,
      Set<String> acknowledged) {
    for (int i = 0; !end.get(); i++) {
      String id = client + "-" + i;
      Reply reply = server.click(id, client, "a");
      statuses.add(reply.status());
      while (reply.status() != 200 && !end.get()) {
        reply = server.click(id, client, "a");
        statuses.add(reply.status());
      }
      if (reply.status() == 200) {
        acknowledged.add(id);
      }
    }
  }

  private static void until(Set<String> acknowledged, int size) {
    while (acknowledged.size() < size) {
      Thread.onSpinWait();
    }
  }
}
