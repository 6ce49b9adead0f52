package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Catalogue;
import sluice.core.Feature;
import sluice.funnel.bundle.Bundle;
import sluice.pipeline.Sluice;
import sluice.serving.feedback.Action;
import sluice.serving.feedback.FeedbackSettings;
import sluice.serving.feedback.FeedbackStore;
import sluice.serving.live.Answer;
import sluice.serving.live.LiveSettings;
import sluice.serving.live.Query;
import sluice.serving.live.Recommender;
import sluice.serving.live.ReplayLog;
import sluice.serving.live.ServerClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recommender whose clock a test moves over the days after its data, with what users do then. */
abstract class OverDays {
  static final long HOUR = 3_600_000L;
  static final long DAY = 24 * HOUR;
  @TempDir Path folder;
  final AtomicLong clock = new AtomicLong();
  Path run;
  Path log;
  Recommender recommender;
  List<String> users;
  long midnight;
  private int events;

  /** An item that is available all the time. */
  String loved;

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

  Recommender recommender() {
    return new Recommender(
        Bundle.load(run.resolve("bundle")),
        FeedbackStore.open(Offline.store(folder), FeedbackSettings.DEFAULT),
        new LiveSettings(2, 16, 30_000),
        ServerClock.of(clock::get),
        Optional.of(new ReplayLog(log)));
  }

  @AfterEach
  void stop() {
    recommender.close();
  }

  /** Every user is shown a slate, and likes one item. */
  void likes(int from, int to) {
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
  String askFor(String item, String user, OptionalLong time) {
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
  Map<String, Float> recorded(String feature) {
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

  /** Returns the first line that a stage tells the log once something runs, which then ends. */
  static String told(Callable<AutoCloseable> start) throws Exception {
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
}
