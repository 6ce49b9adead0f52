package sluice.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.serving.http.TinyServer.Reply;
import sluice.serving.http.TinyServer.Setup;
import sluice.serving.live.LiveSettings;

/** The requests that a server answers before anybody asks. */
class WarmUpTest {
  @TempDir Path folder;

  private final BrokenSource source = new BrokenSource();

  @Test
  void itRunsUntilRequestsAreQuickAndLeavesNoTrace() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    source.does(n -> {
      asked.incrementAndGet();
      return BrokenSource.list(4, 1);
    });
    try (TinyServer server = new TinyServer(Setup.in(folder).source(source))) {
      assertThat(server.recommender().warmUp(Duration.ofMinutes(1))).isTrue();
      assertThat(asked.get()).isGreaterThanOrEqualTo(3 * 2); // three quick rounds of two threads
      assertThat(server.metric("sluice_source_seconds_count{source=\"broken\"}")).isZero();
      assertThat(server.recommend("v").degraded()).isEmpty();
    }
  }

  @Test
  void whereASourceHangsItEndsInTimeAndSaysThatRequestsAreNotQuick() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    source.hangs(latch);
    try (TinyServer server = new TinyServer(Setup.in(folder).source(source))) {
      assertThat(server.recommender().warmUp(Duration.ofMillis(50))).isFalse();
      latch.countDown();
      assertThat(server.recommend("v").items()).isNotEmpty();
    }
  }

  @Test
  void anAnswerThatCannotExplainSaysWhy() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    Setup setup = Setup.in(folder).source(source).live(new LiveSettings(1, 16, 30_000));
    try (TinyServer server = new TinyServer(setup)) {
      String ask = "{\"user\": \"v\", \"explain\": true%s}";
      Reply explained = server.post("/v1/recommend", ask.formatted(""));
      assertThat(explained.json().has("unexplained")).isFalse();
      assertThat(explained.json().at("/items/0/why").isMissingNode()).isFalse();
      assertThat(server.recommend("v").json().has("unexplained")).isFalse();
      source.hangs(latch);
      Reply late = server.post("/v1/recommend", ask.formatted(", \"deadlineMs\": 50"));
      assertThat(late.degraded()).contains("popularity");
      assertThat(late.text("unexplained")).startsWith("the deadline passed");
      latch.countDown();
    }
  }
}
