package sluice.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.core.RankedItems;
import sluice.serving.http.TinyServer.Reply;
import sluice.serving.http.TinyServer.Setup;
import sluice.serving.live.LiveSettings;

/** What callers see of a candidate source that throws, gives garbage or hangs. */
class SourceFaultsOverHttpTest {
  @TempDir Path folder;

  private final BrokenSource source = new BrokenSource();

  /** What a broken source may do. */
  enum Fault {
    THROWS,
    OVERFLOWS_THE_STACK,
    FAILS_AN_ASSERTION,
    BRINGS_NULL,
    BRINGS_NO_SUCH_ITEM,
    BRINGS_A_NEGATIVE_ITEM,
    BRINGS_NOT_A_NUMBER,
    BRINGS_AN_ITEM_TWICE,
    BRINGS_SCORES_THAT_ASCEND;

    RankedItems retrieve(int n) {
      return switch (this) {
        case THROWS -> throw new IllegalStateException("secret");
        case OVERFLOWS_THE_STACK -> retrieve(n);
        case FAILS_AN_ASSERTION -> throw new AssertionError("secret");
        case BRINGS_NULL -> null;
        case BRINGS_NO_SUCH_ITEM -> BrokenSource.list(5, 1);
        case BRINGS_A_NEGATIVE_ITEM -> BrokenSource.list(-1, 1);
        case BRINGS_NOT_A_NUMBER -> BrokenSource.list(1, Float.NaN);
        case BRINGS_AN_ITEM_TWICE -> new RankedItems(new int[] {1, 1}, new float[] {2, 1});
        case BRINGS_SCORES_THAT_ASCEND -> new RankedItems(new int[] {1, 0}, new float[] {1, 2});
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenSourceIsLeftOutAndNamedAndTheOthersMakeTheSlate(Fault fault) throws Exception {
    try (TinyServer server = new TinyServer(Setup.in(folder).source(source))) {
      Reply good = server.recommend("v");
      assertThat(good.degraded()).isEmpty();
      assertThat(good.items()).startsWith("e"); // the source's own

      source.does(fault::retrieve);
      Reply degraded = server.recommend("v");
      assertThat(degraded.status()).as("%s", degraded.json()).isEqualTo(200);
      assertThat(degraded.degraded()).containsExactly("broken");
      assertThat(degraded.items()).hasSize(5).doesNotHaveDuplicates();
      assertThat(degraded.json().toString()).doesNotContain("secret");
      assertThat(
              server.metric("sluice_sources_left_out_total{reason=\"failed\",source=\"broken\"}"))
          .isEqualTo(1);

      source.does(n -> BrokenSource.list(3, 1));
      Reply recovered = server.recommend("v");
      assertThat(recovered.degraded()).isEmpty();
      assertThat(recovered.items()).startsWith("d");
    }
  }

  @Test
  void anItemThatMayNotBeShownIsNotShownWhateverASourceBrings() {
    try (TinyServer server = new TinyServer(Setup.in(folder).source(source))) {
      assertThat(server.recommend("v").items()).contains("e");
      assertThat(server.delete("/v1/items/e").status()).isEqualTo(204);
      Reply slate = server.recommend("v"); // the source still brings it
      assertThat(slate.degraded()).containsExactly("broken");
      assertThat(slate.items()).isNotEmpty().doesNotContain("e");
    }
  }

  @Test
  void aSourceThatFailsAgainAndAgainIsNoLongerAsked() throws Exception {
    try (TinyServer server = new TinyServer(Setup.in(folder).source(source))) {
      source.does(Fault.THROWS::retrieve);
      for (int i = 0; i < 5; i++) {
        assertThat(server.recommend("v").degraded()).containsExactly("broken");
      }
      source.does(n -> BrokenSource.list(4, 1));
      assertThat(server.recommend("v").degraded()).containsExactly("broken");
      assertThat(
              server.metric("sluice_sources_left_out_total{reason=\"skipped\",source=\"broken\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void whereASourceHangsTheSlateIsPopularityAndSoonTheSourceIsLeftOut() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    Setup setup = Setup.in(folder).source(source).live(new LiveSettings(2, 16, 100));
    try (TinyServer server = new TinyServer(setup)) {
      source.hangs(latch);
      Reply first = server.recommend("u");
      while (first.status() == 503) {
        first = server.recommend("u"); // its time had passed before it was begun
      }
      assertThat(first.degraded()).containsExactly("popularity");
      assertThat(first.items()).isNotEmpty().doesNotContain("c"); // what is seen stays out
      // both threads hang; until they are given up requests are turned away
      Reply reply = server.recommend("v");
      while (reply.status() == 503 || !reply.degraded().contains("broken")) {
        assertThat(reply.status()).isIn(200, 503);
        assertThat(reply.retryAfter()).isEqualTo(reply.status() == 503 ? "1" : "");
        reply = server.recommend("v");
      }
      assertThat(reply.degraded()).containsExactly("broken");
      assertThat(reply.items()).hasSize(5);
      assertThat(server.metric("sluice_lost_threads_total")).isBetween(1.0, 2.0);
    } finally {
      latch.countDown();
    }
  }

  @Test
  void aQueueThatIsFullTurnsAwayAtOnceAndWhatIsInItIsAnswered() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    Setup setup = Setup.in(folder).source(source).live(new LiveSettings(1, 1, 600_000));
    try (TinyServer server = new TinyServer(setup)) {
      source.hangs(latch);
      CompletableFuture<Reply> running = server.later("/v1/recommend", "{}");
      source.awaitHanging();
      CompletableFuture<Reply> waiting = server.later("/v1/recommend", "{}");
      while (server.recommender().waiting() == 0) {
        Thread.onSpinWait();
      }
      Reply refused = server.recommend("v");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.retryAfter()).isEqualTo("1");
      assertThat(refused.text("title")).isEqualTo("overloaded");
      assertThat(refused.text("detail")).isEqualTo("too many requests are waiting");
      latch.countDown();
      assertThat(running.join().status()).isEqualTo(200);
      assertThat(waiting.join().status()).isEqualTo(200);
      assertThat(server.recommend("v").status()).isEqualTo(200);
    } finally {
      latch.countDown();
    }
  }
}
