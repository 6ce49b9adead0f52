package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;
import sluice.pipeline.Sluice;
import sluice.pipeline.serve.ShopServer.Reply;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKeys;
import sluice.serving.http.Operation;
import sluice.serving.live.BundleReload;
import sluice.serving.live.Recommender;
import sluice.serving.log.ServerLog;

/** Another bundle is taken by a call, from where a link now points. */
class ReloadTest {
  private static final String BODY = "{\"user\":\"u1\",\"n\":10,\"time\":\"2024-01-01T00:00:00Z\"}";

  @TempDir Path folder;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final AtomicReference<Runnable> settings = new AtomicReference<>(() -> {});
  private Path current;

  private ShopServer serve(Path run) {
    current = folder.resolve("current");
    pointTo(run);
    return ShopServer.start(current, folder, Optional.empty(), this::operation);
  }

  private Operation operation(Recommender recommender) {
    return operation(recommender, () -> current.resolve("bundle"), settings::get);
  }

  private Operation operation(
      Recommender recommender, Supplier<Path> where, Supplier<Runnable> how) {
    BundleReload reload = new BundleReload(recommender, where, how);
    PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
    return new Operation(
        new AccessControl(ApiKeys.NONE),
        Optional.empty(),
        new ServerLog(ServerLog.Format.TEXT, false, out, Clock.systemUTC()),
        reload::reload);
  }

  private void pointTo(Path run) {
    try {
      Files.deleteIfExists(current);
      Files.createSymbolicLink(current, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path one() {
    return Sluice.smallWorldRun("protocol={type: global-temporal, test: 0.2}");
  }

  private static Path two() {
    return Sluice.smallWorldRun(
        "protocol={type: global-temporal, test: 0.2}", "ranking.model=retrieval-order");
  }

  @Test
  void anotherBundleTakesOverAndNoRequestFails() throws InterruptedException {
    try (ShopServer server = serve(one())) {
      ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();
      AtomicBoolean over = new AtomicBoolean();
      CountDownLatch began = new CountDownLatch(3);
      List<Thread> callers = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        callers.add(
            Thread.ofVirtual()
                .start(() -> {
                  while (!over.get()) {
                    replies.add(server.post("/v1/recommend", BODY));
                    began.countDown();
                  }
                }));
      }
      began.await();
      String first = server.call("GET", "/v1/version").text("bundle");
      pointTo(two());
      Reply swapped = server.post("/v1/bundle", "{}");
      assertThat(swapped.status()).as("%s", swapped.json()).isEqualTo(200);
      assertThat(swapped.text("before")).isEqualTo(first);
      String second = swapped.text("after");
      assertThat(second).isNotEqualTo(first);
      assertThat(server.post("/v1/recommend", BODY).text("bundle")).isEqualTo(second);
      pointTo(one());
      assertThat(server.post("/v1/bundle", "{}").text("after")).isEqualTo(first);
      over.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(replies).hasSizeGreaterThan(2).allMatch(reply -> reply.status() == 200);
      assertThat(server.post("/v1/bundle", "{}").text("before")).as("the same").isEqualTo(first);
      assertThat(log.toString(StandardCharsets.UTF_8)).contains("INFO reloaded before=" + first);
    }
  }

  @Test
  void aDamagedBundleIsRefusedByTheFilesNameAndTheOldOneGoesOn() throws IOException {
    try (ShopServer server = serve(one())) {
      String first = server.call("GET", "/v1/version").text("bundle");
      pointTo(ShopServer.damagedCopy(two(), folder.resolve("damaged")));
      Reply refused = server.post("/v1/bundle", "{}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("detail")).startsWith("features.arrays is damaged");
      assertThat(refused.response().body()).doesNotContain(folder.toString());
      assertThat(log.toString(StandardCharsets.UTF_8))
          .contains("WARN reload-refused", current.resolve("bundle/features.arrays").toString());
      assertThat(server.post("/v1/recommend", BODY).text("bundle")).isEqualTo(first);
    }
  }

  @Test
  void aBundleOfAnotherDatasetIsRefused() {
    try (ShopServer server = serve(one())) {
      pointTo(Sluice.shopRun());
      Reply refused = server.post("/v1/bundle", "{}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("detail"))
          .isEqualTo("the bundle is of another dataset; start another server for it");
    }
  }

  @Test
  void settingsComeIntoForceWithTheBundleOrNotAtAll() {
    try (ShopServer server = serve(one())) {
      String first = server.call("GET", "/v1/version").text("bundle");
      pointTo(two());
      AtomicBoolean put = new AtomicBoolean();
      settings.set(() -> {
        put.set(true);
      });
      pointTo(folder.resolve("nowhere"));
      assertThat(server.post("/v1/bundle", "{}").status()).isEqualTo(409);
      assertThat(put).as("settings wait for the bundle").isFalse();
      assertThat(server.call("GET", "/v1/version").text("bundle")).isEqualTo(first);
      pointTo(two());
      assertThat(server.post("/v1/bundle", "{}").status()).isEqualTo(200);
      assertThat(put).isTrue();
    }
  }

  @Test
  void aWrongConfigOrRunIsToldWithoutItsPlace() {
    Supplier<Path> there = () -> one().resolve("bundle");
    refuses(
        there,
        () -> {
          throw secret();
        },
        "the server's config is wrong; its log says where",
        "/secret/place is wrong");
    refuses(
        () -> {
          throw secret();
        },
        () -> () -> {},
        "there is no complete run where the server looks; its log says where",
        "/secret/place is wrong");
  }

  private static UserError secret() {
    return new UserError("/secret/place is wrong");
  }

  private void refuses(Supplier<Path> where, Supplier<Runnable> how, String told, String logged) {
    try (ShopServer server =
        ShopServer.start(
            one(), folder, Optional.empty(), recommender -> operation(recommender, where, how))) {
      Reply refused = server.post("/v1/bundle", "{}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text("detail")).isEqualTo(told);
      assertThat(log.toString(StandardCharsets.UTF_8)).contains(logged);
    }
  }

  @Test
  void noCallerNamesAPath() {
    try (ShopServer server = serve(one())) {
      Reply refused = server.post("/v1/bundle", "{\"run\": \"/etc\"}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text("detail")).startsWith("unknown key run");
    }
  }
}
