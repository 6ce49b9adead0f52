package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.serve.ShopServer.Reply;
import sluice.serving.access.AccessControl;
import sluice.serving.access.Admission;
import sluice.serving.access.ApiKey;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Limits;
import sluice.serving.access.Role;
import sluice.serving.http.Operation;
import sluice.serving.log.ServerLog;

/** How much callers may ask; the clock moves where a test moves it. */
class LimitsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ApiKeys KEYS =
      new ApiKeys(
          List.of(
              new ApiKey("a", Role.READ, ApiKey.hash("a-secret")),
              new ApiKey("b", Role.READ, ApiKey.hash("b-secret"))));

  private final AtomicLong nanos = new AtomicLong(-5 * SECOND);

  @TempDir Path folder;

  @Test
  void aCallerWhoAsksTooFastIsToldWhenToAskAgain() {
    AccessControl access = new AccessControl(KEYS, new Limits(0.5, 2, 0, 0), nanos::get);
    try (ShopServer server = serve(access)) {
      assertThat(version(server, "a").status()).isEqualTo(200);
      assertThat(version(server, "a").status()).isEqualTo(200);
      Reply refused = version(server, "a");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("2");
      assertThat(refused.text("detail")).isEqualTo("ask more slowly, or less at a time");
      assertThat(version(server, "b").status()).as("each key has a bucket").isEqualTo(200);
      assertThat(server.call("GET", "/health/live").status()).isEqualTo(200);
      nanos.addAndGet(SECOND);
      assertThat(version(server, "a").header("Retry-After")).isEqualTo("1");
      nanos.addAndGet(SECOND);
      assertThat(version(server, "a").status()).isEqualTo(200);
      assertThat(version(server, "a").status()).isEqualTo(429);
    }
  }

  @Test
  void whoeverHasNoKeyIsKnownByTheAddress() {
    AccessControl access = new AccessControl(KEYS, new Limits(1, 3, 0, 0), nanos::get);
    try (ShopServer server = serve(access)) {
      for (int i = 0; i < 3; i++) {
        assertThat(version(server, "guess" + i).status()).isEqualTo(401);
      }
      assertThat(version(server, "guess").status()).isEqualTo(429);
      assertThat(version(server, "a").status()).as("keys are not").isEqualTo(200);
    }
  }

  @Test
  void aBucketHoldsNoMoreThanItsBurst() {
    AccessControl access = new AccessControl(KEYS, new Limits(10, 3, 0, 0), nanos::get);
    nanos.addAndGet(3_600 * SECOND);
    for (int i = 0; i < 3; i++) {
      assertThat(access.ask("x")).isInstanceOf(Admission.Entered.class);
    }
    assertThat(access.ask("x")).isEqualTo(new Admission.Later(1));
    nanos.addAndGet(SECOND / 10);
    assertThat(access.ask("x")).isInstanceOf(Admission.Entered.class);
    assertThat(access.ask("x")).isInstanceOf(Admission.Later.class);
  }

  @Test
  void whatRunsAtATimeIsLimitedForACallerAndForAll() {
    AccessControl access = new AccessControl(KEYS, new Limits(0, 0, 2, 3), nanos::get);
    Admission first = access.enter("x");
    access.enter("x");
    assertThat(access.enter("x")).isEqualTo(new Admission.Later(1));
    assertThat(access.enter("y")).isInstanceOf(Admission.Entered.class);
    assertThat(access.enter("z")).isInstanceOf(Admission.Full.class);
    ((Admission.Entered) first).leave().run();
    assertThat(access.enter("x")).isInstanceOf(Admission.Entered.class);
    assertThat(access.enter("z")).isInstanceOf(Admission.Full.class);
  }

  @Test
  void theServerIsFullAndSaysSo() {
    AccessControl access = new AccessControl(KEYS, new Limits(0, 0, 0, 1), nanos::get);
    try (ShopServer server = serve(access)) {
      for (int i = 0; i < 3; i++) {
        assertThat(version(server, "a").status()).as("a place is given back").isEqualTo(200);
        assertThat(version(server, "none").status()).as("also after an error").isEqualTo(401);
      }
      access.enter("someone who stays");
      Reply full = version(server, "a");
      assertThat(full.status()).isEqualTo(503);
      assertThat(full.header("Retry-After")).isEqualTo("1");
      assertThat(server.call("GET", "/health/ready").status()).isEqualTo(200);
    }
  }

  @Test
  void manyAddressesAreForgottenNotKept() {
    AccessControl access = new AccessControl(KEYS, new Limits(1, 1, 0, 0), nanos::get);
    assertThat(access.ask("x")).isInstanceOf(Admission.Entered.class);
    assertThat(access.ask("x")).isInstanceOf(Admission.Later.class);
    for (int i = 0; i < 10_000; i++) {
      access.ask("address " + i);
    }
    assertThat(access.ask("x")).isInstanceOf(Admission.Entered.class);
  }

  @Test
  void otherLimitsBeginAnewTheSameGoOn() {
    AccessControl access = new AccessControl(KEYS, new Limits(1, 1, 0, 0), nanos::get);
    access.ask("x");
    access.change(KEYS, new Limits(1, 1, 0, 0));
    assertThat(access.ask("x")).isInstanceOf(Admission.Later.class);
    access.change(KEYS, new Limits(1, 2, 0, 0));
    assertThat(access.ask("x")).isInstanceOf(Admission.Entered.class);
  }

  private ShopServer serve(AccessControl access) {
    return ShopServer.start(
        folder, new Operation(access, Optional.empty(), ServerLog.off(), Operation.NO_RELOAD));
  }

  private static Reply version(ShopServer server, String key) {
    return server.send(
        server.request("/v1/version").header("Authorization", "Bearer " + key + "-secret"),
        "GET",
        "");
  }
}
