package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.features.tables.AsOfCounts;
import sluice.features.tables.CountColumn;
import sluice.funnel.FittedFunnel;
import sluice.funnel.bundle.Bundle;
import sluice.funnel.bundle.UserRows;
import sluice.ingestion.EventType;
import sluice.pipeline.Sluice;
import sluice.pipeline.serve.ShopServer.Reply;
import sluice.serving.feedback.ExportSettings;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.live.ReplayLog;

/**
 * A user who is forgotten is in no file of the server any more, and everybody else notices nothing.
 */
class ForgetTest {
  private static final String USER = "user 13";
  private static final String PATH = "/v1/users/user%2013";

  @TempDir Path folder;
  private ShopServer server;

  @BeforeEach
  void start() {
    server = ShopServer.start(folder, Optional.of(new ReplayLog(folder.resolve("served.jsonl"))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path bundle() {
    return folder.resolve("run/bundle");
  }

  private Reply recommend(String user) {
    return server.post("/v1/recommend", "{\"user\": \"" + user + "\", \"n\": 10}");
  }

  private void click(String id, String user, String item) {
    Reply reply =
        server.post(
            "/v1/events",
            ("{\"id\": \"%s\", \"user\": \"%s\", \"item\": \"%s\", \"kind\": \"click\","
                    + " \"time\": 1706745600000}")
                .formatted(id, user, item));
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
  }

  private FeedbackStore store() {
    return FeedbackStore.open(
        "jdbc:sqlite:" + folder.resolve("events.db"), FeedbackSettings.DEFAULT);
  }

  private FittingPart part() {
    return Bundle.load(bundle()).funnel().fitted().part();
  }

  private static Map<String, String> answers(ShopServer server) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (int user = 0; user < 20; user++) {
      String id = user % 10 == 3 ? "user " + user : "u" + user;
      if (!id.equals(USER)) {
        String body = "{\"user\": \"%s\", \"n\": 10, \"explain\": true}".formatted(id);
        answers.put(id, server.post("/v1/recommend", body).json().get("items").toString());
      }
    }
    return answers;
  }

  /** Returns the files in which a user's id stands, in any of the ways that ids are written. */
  private List<String> naming(String user) throws IOException {
    List<byte[]> forms =
        List.of(
            user.getBytes(StandardCharsets.UTF_8),
            user.getBytes(StandardCharsets.UTF_16LE),
            user.getBytes(StandardCharsets.UTF_16BE),
            user.replace(" ", "%20").getBytes(StandardCharsets.UTF_8));
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (forms.stream()
            .anyMatch(form -> content.contains(new String(form, StandardCharsets.ISO_8859_1)))) {
          found.add(folder.relativize(file).toString());
        }
      }
    }
    return found;
  }

  @Test
  void afterTheAnswerTheUserIsInNoFile() throws IOException {
    click("e1", USER, "i1");
    click("e2", "u0", "i1");
    recommend(USER);
    recommend("u0");
    assertThat(server.send("PUT", PATH, "{}").status()).isEqualTo(200);
    try (FeedbackStore store = store()) {
      store.export(
          folder.resolve("export"),
          new ExportSettings(
              "shop", Map.of("click", EventType.PLAIN), Set.of(), "", Optional.of(part())));
    }
    assertThat(naming(USER)).contains("export/interactions.csv", "run/bundle/users.arrays");

    Files.createDirectory(folder.resolve("run/tables"));
    Reply forgotten = server.call("DELETE", PATH);

    assertThat(texts(forgotten, "notRewritten")).containsExactly("tables");
    assertThat(forgotten.status()).as("%s", forgotten.json()).isEqualTo(200);
    assertThat(naming(USER)).isEmpty();
    assertThat(forgotten.json().get("actions").longValue()).isEqualTo(1);
    assertThat(forgotten.json().get("shown").longValue()).isEqualTo(1);
    assertThat(forgotten.json().get("attributes").longValue()).isEqualTo(1);
    assertThat(forgotten.json().get("records").longValue()).isEqualTo(1);
    assertThat(texts(forgotten, "rewritten"))
        .contains(
            "the feedback database",
            "served.jsonl",
            "export/interactions.csv",
            "export/impressions.csv");
    assertThat(texts(forgotten, "retrain"))
        .allMatch(
            what -> what.startsWith("bundle " + server.recommender().bundle().manifest().id()))
        .anyMatch(what -> what.contains(": ranker "))
        .anyMatch(what -> what.endsWith("embedding ials"))
        .anyMatch(what -> what.endsWith("source popularity"));
    assertThat(Files.readString(folder.resolve("export/interactions.csv"))).contains("u0,i1");
    assertThat(Files.readAllLines(folder.resolve("served.jsonl"))).hasSize(1);
  }

  private static List<String> texts(Reply reply, String key) {
    return reply.json().get(key).valueStream().map(t -> t.asString()).toList();
  }

  @Test
  void theBundleLoadsWithoutTheUserAndAnswersEverybodyElseAsBefore() throws IOException {
    FittingPart before = part();
    int rows = before.histories().size(before.users().index(USER));
    assertThat(rows).isPositive();
    Map<String, String> answers = answers(server);

    server.call("DELETE", PATH);

    assertThat(answers(server)).isEqualTo(answers);
    server.close();
    FittingPart after = part();
    assertThat(after.users().index(USER)).isEqualTo(Dictionary.UNKNOWN);
    assertThat(after.users().size()).isEqualTo(before.users().size());
    assertThat(after.interactions().size()).isEqualTo(before.interactions().size() - rows);
    assertThat(after.histories().size(before.users().index(USER))).isZero();
    start();
    assertThat(answers(server)).isEqualTo(answers);
    String fifty = "{\"user\": \"%s\", \"n\": 50}";
    assertThat(server.post("/v1/recommend", fifty.formatted(USER)).items())
        .as("nothing is left out as seen")
        .containsExactlyInAnyOrderElementsOf(
            server.post("/v1/recommend", fifty.formatted("nobody")).items());
    assertThat(server.recommender().someUsers(40)).hasSize(39).doesNotContain(USER);
    assertThat(server.recommender().people(sluice.serving.live.Query.of("u0", 5)).items())
        .isNotEmpty();
    server.close();
    Sluice.Outcome replayed =
        Sluice.execute(
            "replay",
            "--run",
            folder.resolve("run").toString(),
            "--store",
            "jdbc:sqlite:" + folder.resolve("events.db"),
            folder.resolve("served.jsonl").toString());
    assertThat(replayed.out()).contains("59 requests computed again, 0 differ");
    start();
  }

  @Test
  void attributesAndCountsGoToo(@TempDir Path world) throws IOException {
    Path run = Sluice.smallWorldRun("protocol={type: global-temporal, test: 0.2}");
    Path copy = ShopServer.copy(run, world.resolve("run")).resolve("bundle");
    FittedFunnel before = Bundle.load(copy).funnel().fitted();
    AsOfCounts counted = before.assembler().tables().users();
    int user = 0;
    while (before.part().userTable().row(user, Long.MAX_VALUE) < 0
        || counted.before(CountColumn.IMPRESSIONS, user, Integer.MAX_VALUE) == 0) {
      user++;
    }
    int next = user + 1;

    assertThat(UserRows.forget(copy, before.part().users().id(user))).isTrue();

    // loading holds the sample's features, scores and slates against what they were
    FittedFunnel after = Bundle.load(copy).funnel().fitted();
    AsOfCounts counts = after.assembler().tables().users();
    assertThat(UserRows.isForgotten(after.part().users().id(user))).isTrue();
    assertThat(after.part().userTable().row(user, Long.MAX_VALUE)).isEqualTo(-1);
    assertThat(counts.before(CountColumn.IMPRESSIONS, user, Integer.MAX_VALUE)).isZero();
    for (CountColumn measure : CountColumn.values()) {
      assertThat(counts.before(measure, next, Integer.MAX_VALUE))
          .isEqualTo(counted.before(measure, next, Integer.MAX_VALUE));
    }
    assertThat(after.part().users().id(next)).isEqualTo(before.part().users().id(next));
    assertThat(after.part().userTable().offset(after.part().users().size()))
        .isLessThan(before.part().userTable().offset(before.part().users().size()));
    assertThat(UserRows.forget(copy, before.part().users().id(user))).isFalse();
  }

  @Test
  void aBatchLeavesOutWhoWasForgotten() throws IOException {
    server.call("DELETE", PATH);
    Path out = folder.resolve("all.csv");
    Sluice.Outcome outcome =
        Sluice.execute("batch", "--run", folder.resolve("run").toString(), "--out", out.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(Files.readString(out)).contains("u0,").doesNotContain(USER, "forgotten");
  }

  @Test
  void whoIsNotKnownChangesNothing() throws IOException {
    byte[] before = Files.readAllBytes(bundle().resolve("users.arrays"));
    Reply reply = server.call("DELETE", "/v1/users/made%20up");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(texts(reply, "rewritten")).isEmpty();
    assertThat(texts(reply, "retrain")).isEmpty();
    assertThat(Files.readAllBytes(bundle().resolve("users.arrays"))).isEqualTo(before);
  }

  @Test
  void severalAreForgottenOneAfterAnother() throws IOException {
    for (String user : List.of("u0", "user%203", "u5", "user%2013")) {
      assertThat(texts(server.call("DELETE", "/v1/users/" + user), "retrain")).isNotEmpty();
    }
    FittingPart part = part();
    for (String user : List.of("u0", "user 3", "u5", USER)) {
      assertThat(part.users().index(user)).isEqualTo(Dictionary.UNKNOWN);
    }
    assertThat(naming(USER)).isEmpty();
    assertThat(texts(server.call("DELETE", PATH), "retrain")).as("once more").isEmpty();
  }

  @Test
  void requestsThatRunMeanwhileLeaveNoRecordOfTheHistory() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> asked = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        asked.add(threads.submit(() -> recommend(USER).status()));
        if (i == 30) {
          assertThat(server.call("DELETE", PATH).status()).isEqualTo(200);
        }
      }
      for (Future<Integer> one : asked) {
        assertThat(one.get()).isIn(200, 503);
      }
    }
    server.close();
    List<String> lines = Files.readAllLines(folder.resolve("served.jsonl"));
    assertThat(lines.stream().filter(line -> line.contains(USER)))
        .allMatch(line -> line.contains("\"base\":false"));
    start();
  }

  @Test
  void anExportThatWasMovedAwayIsPassedOver() throws IOException {
    click("e1", USER, "i1");
    try (FeedbackStore store = store()) {
      store.export(
          folder.resolve("export"),
          new ExportSettings("shop", Map.of("click", EventType.PLAIN), Set.of()));
    }
    Files.move(folder.resolve("export"), folder.resolve("elsewhere"));
    assertThat(server.call("DELETE", PATH).status()).isEqualTo(200);
    assertThat(naming(USER)).containsExactly("elsewhere/interactions.csv");
  }

  @Test
  void rowsOfUsersThatWereDamagedAreRefused() throws IOException {
    Path file = bundle().resolve("users.arrays");
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1] ^= 1;
    Files.write(file, content);
    assertThatThrownBy(() -> Bundle.load(bundle())).hasMessageContaining(file + " is damaged");
    Files.delete(file);
    assertThatThrownBy(() -> Bundle.load(bundle())).hasMessageContaining("lacks " + file);
  }
}
