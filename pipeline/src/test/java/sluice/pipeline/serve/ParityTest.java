package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;
import sluice.serving.batch.BatchOutput;
import sluice.serving.live.Batch;
import sluice.serving.live.ReplayLog;
import tools.jackson.databind.JsonNode;

/** What is served is what is computed offline, to the bit. */
class ParityTest {
  /** Of little data, so that it is soon fitted, but with more than a thousand users. */
  static final String[] WORLD = {
    "protocol={type: global-temporal, test: 0.2}",
    "ranking={model: xgboost, compare: [xgboost]}",
    "sample.users=2000",
    "sample.impressions=130000"
  };

  private static final String TIME = "2024-01-01T00:00:00Z";

  @TempDir Path folder;

  @Test
  void aThousandServedRequestsAreReplayedWithoutADifference() throws IOException {
    Path run = Sluice.smallWorldRun(WORLD);
    Path log = folder.resolve("served.jsonl");
    drive(run, log, 1_000);
    assertThat(Files.readAllLines(log)).hasSize(1_000);
    Sluice.Outcome outcome = Offline.replay(run, folder, log);
    assertThat(outcome.out()).contains("1,000 requests computed again, 0 differ");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aDifferenceIsFound() throws IOException {
    Path run = Sluice.smallWorldRun(WORLD);
    Path log = folder.resolve("served.jsonl");
    drive(run, log, 40);
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    String last = lines.removeLast();
    lines.add(last.replace("\"scores\":[", "\"scores\":[7,"));
    Files.write(log, lines);
    Sluice.Outcome outcome = Offline.replay(run, folder, log);
    assertThat(outcome.out()).contains("another score", "1 differ");
    assertThat(outcome.code()).isEqualTo(2);
    Files.writeString(log, "{}");
    assertThat(Offline.replay(run, folder, log).err())
        .contains(log + ":1 is no record of a request");
  }

  @Test
  void aBatchOfAThousandUsersIsWhatTheServerAnswersAtTheSameTime() throws IOException {
    Path run = Sluice.smallWorldRun(WORLD);
    try (ShopServer server = ShopServer.start(run, folder, Optional.empty())) {
      tell(server, users(run), 300);
      Map<String, List<String>> batch = Offline.batch(run, folder, TIME, 15);
      assertThat(batch).hasSizeGreaterThanOrEqualTo(1_000);
      List<String> differing = new ArrayList<>();
      batch.forEach((user, items) -> {
        if (!online(server, user).equals(items)) {
          differing.add(user);
        }
      });
      assertThat(differing).isEmpty();
    }
  }

  private static List<String> online(ShopServer server, String user) {
    JsonNode answer =
        server
            .post("/v1/recommend", "{\"user\":\"" + user + "\",\"n\":15,\"time\":\"" + TIME + "\"}")
            .json();
    List<String> items = new ArrayList<>();
    for (JsonNode item : answer.get("items")) {
      items.add(item.get("item").asString() + " " + item.get("score").floatValue());
    }
    return items;
  }

  /** Tells of events on either side of the time. */
  private static void tell(ShopServer server, List<String> users, int events) {
    long time = Instant.parse(TIME).toEpochMilli();
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < events; i++) {
      String event =
          "[{\"id\":\"t%d\",\"kind\":\"%s\",\"user\":\"%s\",\"item\":\"v%07d\",\"time\":%d}]"
              .formatted(
                  i,
                  random.nextInt(4) == 0 ? "hide" : "click",
                  users.get(random.nextInt(100)),
                  random.nextInt(300),
                  time + random.nextLong(-86_400_000, 86_400_000));
      assertThat(server.post("/v1/events", event).status()).isEqualTo(200);
    }
  }

  @Test
  void aBatchThatIsInterruptedGoesOnWithTheUsersThatAreMissing() throws IOException {
    Path run = Sluice.smallWorldRun(WORLD);
    Bundle bundle = Bundle.load(run.resolve("bundle"));
    Batch batch = new Batch(bundle, Optional.empty(), Instant.parse(TIME).toEpochMilli(), 5);
    Path whole = folder.resolve("whole.csv");
    batch.write(BatchOutput.open(whole, batch.users(), 100, "job"), 2, users -> {});

    Path file = folder.resolve("resumed.csv");
    AtomicInteger done = new AtomicInteger();
    assertThatThrownBy(() ->
            batch.write(
                BatchOutput.open(file, batch.users(), 100, "job"),
                1,
                users -> {
                  if (done.addAndGet(users) >= 300) {
                    throw new IllegalStateException("interrupted");
                  }
                }))
        .hasMessageContaining("interrupted");
    assertThat(file).doesNotExist();
    Path first = folder.resolve("resumed.csv.parts/part-000000.csv");
    FileTime written = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(first, written);
    AtomicReference<FileTime> before = new AtomicReference<>();
    batch.write(
        BatchOutput.open(file, batch.users(), 100, "job"),
        1,
        users -> before.compareAndSet(null, modified(first)));
    assertThat(before.get()).as("not written again").isEqualTo(written);
    assertThat(file).hasSameBinaryContentAs(whole);
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> users(Path run) {
    return Bundle.load(run.resolve("bundle")).funnel().fitted().part().users().ids();
  }

  /** Asks, tells of what was done with the slates, deletes an item. */
  private void drive(Path run, Path log, int requests) {
    List<String> users = users(run);
    SplittableRandom random = new SplittableRandom(4);
    try (ShopServer server = ShopServer.start(run, folder, Optional.of(new ReplayLog(log)))) {
      for (int i = 0; i < requests; i++) {
        String user =
            random.nextInt(5) == 0 ? "new-" + random.nextInt(20) : users.get(random.nextInt(60));
        String more =
            switch (random.nextInt(4)) {
              case 0 -> ",\"exclude\":[\"v0000001\",\"v0000002\"]";
              case 1 -> ",\"recent\":[\"v0000003\"],\"explain\":true";
              case 2 -> ",\"filters\":{\"genres\":[\"music\",\"film\"]}";
              default -> "";
            };
        JsonNode answer =
            server.post("/v1/recommend", "{\"user\":\"" + user + "\",\"n\":10" + more + "}").json();
        if (random.nextInt(3) > 0 && !answer.get("items").isEmpty()) {
          String item =
              answer
                  .get("items")
                  .get(random.nextInt(answer.get("items").size()))
                  .get("item")
                  .asString();
          String kind = random.nextInt(4) == 0 ? "hide" : "click";
          String event =
              "[{\"id\":\"e%d\",\"kind\":\"%s\",\"user\":\"%s\",\"item\":\"%s\",\"time\":%d,\"requestId\":\"%s\"}]"
                  .formatted(
                      i,
                      kind,
                      user,
                      item,
                      1_700_000_000_000L + i,
                      answer.get("requestId").asString());
          assertThat(server.post("/v1/events", event).status()).isEqualTo(200);
        }
        write(server, i, requests);
      }
    }
  }

  /** Deletes an item, changes others, takes them back, adds one. */
  private static void write(ShopServer server, int i, int requests) {
    String item = "/v1/items/v000001" + i % 8;
    if (i % 50 == 7) {
      String fields = "{\"genres\": [\"%s\"]}".formatted(i % 100 == 7 ? "music" : "none");
      assertThat(server.send("PUT", item, fields).status()).isEqualTo(200);
    } else if (i % 50 == 17) {
      String fields = "{\"title\": \"Later\", \"availableFrom\": \"2999-01-01T00:00:00Z\"}";
      assertThat(server.send("PUT", item, fields).status()).isEqualTo(200);
    } else if (i == requests / 2) {
      assertThat(server.call("DELETE", "/v1/items/v0000010").status()).isEqualTo(204);
      assertThat(server.send("PUT", "/v1/items/new", "{\"title\": \"New\"}").status())
          .isEqualTo(200);
    }
  }
}
