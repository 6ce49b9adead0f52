package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Catalogue;
import sluice.core.Feature;
import sluice.core.History;
import sluice.pipeline.Sluice;
import sluice.serving.bundle.Bundle;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.StoreUnavailable;
import sluice.serving.live.Answer;
import sluice.serving.live.LiveSettings;
import sluice.serving.live.Query;
import sluice.serving.live.Recommender;
import sluice.serving.live.ReplayLog;
import sluice.serving.live.ServerClock;
import sluice.serving.live.Upkeep;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts and trends go on with what users do, a day at a time, and replays know which were read.
 */
class FreshCountsTest {
  private static final long HOUR = 3_600_000L;
  private static final long DAY = 24 * HOUR;
  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();
  private Path run;
  private Path log;
  private Recommender recommender;
  private List<String> users;
  private long midnight;
  private int events;

  /** An item that is available all the time. */
  private String loved;

  @BeforeEach
  void start() {
    run = ShopServer.copy(Sluice.smallWorldRun(ParityTest.WORLD), folder.resolve("run"));
    log = folder.resolve("served.jsonl");
    recommender = recommender();
    users = recommender.someUsers(400);
    long end = recommender.bundle().manifest().dataEnd();
    clock.set(end + 1);
    midnight = (end / DAY + 1) * DAY;
    Catalogue catalogue = recommender.bundle().funnel().fitted().part().catalogue();
    loved =
        IntStream.range(40, catalogue.size())
            .filter(i -> catalogue.available(i, end) && catalogue.available(i, midnight + DAY))
            .mapToObj(catalogue.items()::id)
            .findFirst()
            .orElseThrow();
  }

  private Recommender recommender() {
    return new Recommender(
        Bundle.load(run.resolve("bundle")),
        FeedbackStore.open(store(), FeedbackSettings.DEFAULT),
        new LiveSettings(2, 16, 30_000),
        ServerClock.of(clock::get),
        Optional.of(new ReplayLog(log)));
  }

  private String store() {
    return "jdbc:sqlite:" + folder.resolve("events.db");
  }

  @AfterEach
  void stop() {
    recommender.close();
  }

  /** Every user is shown a slate, and likes one item. */
  private void likes(int from, int to) {
    for (String user : users.subList(from, to)) {
      Answer answer = recommender.recommend(Query.of(user, 10));
      like(user, loved, Optional.empty());
      like(user, answer.items().getFirst().item(), Optional.of(answer.requestId()));
    }
  }

  private void like(String user, String item, Optional<String> request) {
    Action like = new Action("e" + events++, user, item, "click", request, Float.NaN, clock.get());
    assertThat(recommender.events(List.of(like), "").results().getFirst().stored()).isPresent();
  }

  /** Asks for one item alone; returns the request's id. */
  private String askFor(String item, String user, OptionalLong time) {
    var items = recommender.bundle().funnel().fitted().part().catalogue().items();
    Set<String> others =
        IntStream.range(0, items.size())
            .mapToObj(items::id)
            .filter(id -> !id.equals(item))
            .collect(Collectors.toSet());
    Answer answer =
        recommender.recommend(
            new Query(
                Optional.of(user),
                List.of(),
                1,
                Map.of(),
                Map.of(),
                others,
                false,
                OptionalLong.empty(),
                time));
    assertThat(answer.items()).extracting(Answer.Item::item).containsExactly(item);
    return answer.requestId();
  }

  /** Returns a feature of the first item of each recorded request; ends the recommender. */
  private Map<String, Float> recorded(String feature) {
    List<String> names =
        recommender.bundle().funnel().fitted().assembler().schema().features().stream()
            .map(Feature::name)
            .toList();
    recommender.close();
    Map<String, Float> values = new HashMap<>();
    for (String line : lines()) {
      JsonNode record = JsonMapper.shared().readTree(line);
      byte[] bytes = Base64.getDecoder().decode(record.get("features").asString());
      values.put(
          record.get("requestId").asString(),
          ByteBuffer.wrap(bytes)
              .order(ByteOrder.LITTLE_ENDIAN)
              .asFloatBuffer()
              .get(names.indexOf(feature)));
    }
    return values;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Sluice.Outcome replay() {
    return Sluice.execute("replay", "--run", run.toString(), "--store", store(), log.toString());
  }

  private List<Path> countsFiles() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("served.jsonl.counts"))) {
      return all.sorted().toList();
    }
  }

  @Test
  void theyGoOnWhenTheDayIsOver() {
    likes(0, 200);
    assertThat(recommender.refreshCounts()).as("the day goes on").isFalse();
    assertThat(recommender.countsEnd()).hasValue(recommender.bundle().manifest().dataEnd());

    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).isTrue();
    assertThat(recommender.countsEnd()).hasValue(midnight);
    assertThat(recommender.refreshCounts()).as("once a day").isFalse();

    clock.set(midnight + DAY + HOUR);
    assertThat(recommender.refreshCounts()).isTrue();
    assertThat(recommender.countsEnd()).hasValue(midnight + DAY);
  }

  @Test
  void whatManyTurnedToYesterdayIsATrendToday() {
    likes(0, 200);
    clock.set(midnight + HOUR);
    String before = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.refreshCounts();
    String after = askFor(loved, "newcomer", OptionalLong.empty());
    String ofYesterday = askFor(loved, "newcomer", OptionalLong.of(midnight - 1));

    Map<String, Float> day = recorded("item_count_1d");
    assertThat(day.get(after)).isGreaterThanOrEqualTo((float) Math.log(1 + 200));
    assertThat(day.get(before)).isLessThan((float) Math.log(1 + 100));
    assertThat(day.get(ofYesterday)).as("as of its day").isEqualTo(day.get(before));
    Map<String, Float> trend = recorded("item_trend_7d");
    assertThat(trend.get(after)).isGreaterThan(trend.get(before) + 0.5f);
    Map<String, Float> clicks = recorded("item_click_rate_7d");
    assertThat(clicks.get(after)).isNotEqualTo(clicks.get(before));
  }

  @Test
  void whereNothingWasDoneWindowsGoOnEndingWhereTheDataEnds() {
    clock.set(midnight + 20 * DAY);
    assertThat(recommender.refreshCounts()).isFalse();
    assertThat(recommender.countsEnd()).hasValue(recommender.bundle().manifest().dataEnd());
  }

  @Test
  void whatAProgramDidIsNotCounted() {
    for (int k = 0; k < 5; k++) {
      Action like =
          new Action(
              "m" + k, users.get(k), loved, "click", Optional.empty(), Float.NaN, clock.get());
      recommender.events(List.of(like), "crawler-bot/1.0");
    }
    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).isFalse();
  }

  @Test
  void aNewStartAndANewBundleCountOnceMore() {
    likes(0, 100);
    clock.set(midnight + HOUR);
    recommender.refreshCounts();
    String before = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.swap(Bundle.load(run.resolve("bundle")));
    assertThat(recommender.countsEnd()).hasValue(midnight);
    String swapped = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.close();
    recommender = recommender();
    assertThat(recommender.refreshCounts()).isTrue();
    String restarted = askFor(loved, "newcomer", OptionalLong.empty());

    Map<String, Float> month = recorded("item_count_30d");
    assertThat(month.get(swapped)).isEqualTo(month.get(before));
    assertThat(month.get(restarted)).isEqualTo(month.get(before));
  }

  @Test
  void replaysReadTheCountsThatWereReadAlsoWhenTheyCannotBeMadeAgain() throws IOException {
    for (int day = 0; day < 3; day++) {
      likes(60 * day, 60 * day + 60);
      clock.addAndGet(DAY);
      assertThat(recommender.refreshCounts()).isTrue();
    }
    likes(0, 60);
    String gone = users.get(5);
    assertThat(recommender.forget(gone).rewritten())
        .filteredOn(file -> file.startsWith("served.jsonl.counts/"))
        .hasSize(3);
    recommender.close();

    assertThat(countsFiles()).hasSize(3);
    for (Path file : countsFiles()) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .doesNotContain(gone)
          .contains(users.get(6));
    }
    Sluice.Outcome same = replay();
    assertThat(same.out()).contains("238 requests computed again, 0 differ");
    assertThat(same.code()).isZero();

    Files.delete(countsFiles().get(1));
    Sluice.Outcome lacking = replay();
    assertThat(lacking.code()).isEqualTo(2);
    assertThat(lacking.out()).contains("there are no counts", "served.jsonl.counts", "60 differ");
  }

  @Test
  void inTheBackgroundTheyAreRefreshedAtOnceAndTheLogSaysSo() throws Exception {
    likes(0, 20);
    clock.set(midnight + HOUR);
    String told = told(() -> Upkeep.start(recommender, true));
    assertThat(recommender.countsEnd()).hasValue(midnight);
    assertThat(told)
        .startsWith("counts and trends go up to " + Instant.ofEpochMilli(midnight) + " now");
  }

  @Test
  void whileTheStoreIsAwayTheCountsThatAreThereGoOn() throws Exception {
    likes(0, 20);
    clock.set(midnight + HOUR);
    recommender.refreshCounts();
    recommender.close();
    clock.addAndGet(DAY);
    assertThatThrownBy(recommender::refreshCounts).isInstanceOf(StoreUnavailable.class);
    assertThat(recommender.countsEnd()).hasValue(midnight);
    assertThat(told(() -> Upkeep.start(recommender, true)))
        .isEqualTo("the feedback store is away: other servers' writes and counts wait");
  }

  @Test
  void countsThatCannotBeKeptAreReadAllTheSame() throws Exception {
    likes(0, 20);
    clock.set(midnight + HOUR);
    Files.writeString(folder.resolve("served.jsonl.counts"), "no folder");
    String told =
        told(() -> {
          assertThat(recommender.refreshCounts()).isTrue();
          return () -> {};
        });
    assertThat(told).startsWith("counts cannot be kept for replays (cannot make ");
    askFor(loved, "newcomer", OptionalLong.empty());
    recommender.close();
    assertThat(replay().out()).contains("there are no counts", "1 differ");
  }

  /** Returns the first line that a stage tells the log once something runs, which then ends. */
  private static String told(Callable<AutoCloseable> start) throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Logger logger = Logger.getLogger("sluice.serving");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord message) {
            told.add(new SimpleFormatter().formatMessage(message));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addHandler(handler);
    try (AutoCloseable running = start.call()) {
      assertThat(running).isNotNull();
      return Optional.ofNullable(told.poll(1, TimeUnit.MINUTES)).orElse("nothing in a minute");
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(before);
    }
  }

  @Test
  void aBatchOfTheNextDayIsWhatTheServerAnswersThen() throws IOException {
    likes(0, 100);
    clock.set(midnight + HOUR);
    recommender.refreshCounts();
    Path out = folder.resolve("all.jsonl");
    Sluice.Outcome outcome =
        Sluice.execute(
            "batch",
            "--run",
            run.toString(),
            "--out",
            out.toString(),
            "--time",
            Instant.ofEpochMilli(clock.get()).toString(),
            "--n",
            "10",
            "--store",
            store());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    Map<String, List<String>> batch = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode row = JsonMapper.shared().readTree(line);
      batch
          .computeIfAbsent(row.get("user").asString(), u -> new ArrayList<>())
          .add(row.get("item").asString() + " " + row.get("score").floatValue());
    }
    for (String user : users.subList(50, 150)) {
      assertThat(recommender.recommend(Query.of(user, 10)).items())
          .extracting(item -> item.item() + " " + item.score())
          .isEqualTo(batch.get(user));
    }
  }

  @Test
  void anActionThatTheBundleWasTrainedOnDoesNotCountTwice() {
    var part = recommender.bundle().funnel().fitted().part();
    String user = users.getFirst();
    History own = part.histories().all(part.users().index(user));
    int before = recommender.inspect(Query.of(user, 10)).history();
    String item = part.catalogue().items().id(own.item(0));
    Action exported =
        new Action("x1", user, item, "click", Optional.empty(), Float.NaN, own.time(0));
    recommender.events(List.of(exported), "");
    assertThat(recommender.inspect(Query.of(user, 10)).history()).isEqualTo(before);
    Action later =
        new Action("x2", user, item, "click", Optional.empty(), Float.NaN, own.time(0) + 1);
    recommender.events(List.of(later), "");
    assertThat(recommender.inspect(Query.of(user, 10)).history()).isEqualTo(before + 1);

    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).as("the later one").isTrue();
  }
}
