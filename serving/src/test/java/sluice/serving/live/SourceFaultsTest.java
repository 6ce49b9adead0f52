package sluice.serving.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.core.RankedItems;
import sluice.funnel.SourceOutcome;
import sluice.funnel.SourceOutcome.Status;

/** Candidate sources that throw, give garbage, are late, or hang. */
class SourceFaultsTest {
  private static final long HOUR = 3_600_000_000_000L;
  private final AtomicLong clock = new AtomicLong();
  private final SourceBreaker breaker = new SourceBreaker(clock::get);
  private final RankedItems good = new RankedItems(new int[] {3, 1}, new float[] {2, 1});

  static List<Supplier<RankedItems>> garbage() {
    return List.of(
        () -> new RankedItems(new int[] {7}, new float[] {1}),
        () -> new RankedItems(new int[] {-1}, new float[] {1}),
        () -> new RankedItems(new int[] {1}, new float[] {Float.NaN}),
        () -> new RankedItems(new int[] {1, 3}, new float[] {1, 2}),
        () -> new RankedItems(new int[] {1, 1}, new float[] {2, 1}),
        () -> new RankedItems(new int[] {2}, new float[] {1}),
        () -> null,
        () -> {
          throw new IllegalStateException("secret");
        },
        () -> {
          throw new AssertionError("secret");
        },
        () -> {
          throw new StackOverflowError();
        },
        () -> {
          throw new ArrayIndexOutOfBoundsException(5);
        });
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void aSourceThatBreaksItsContractIsLeftOut(Supplier<RankedItems> source) {
    SourceOutcome outcome = ask(HOUR, source);
    assertThat(outcome.status()).isEqualTo(Status.FAILED);
    assertThat(outcome.list().size()).isZero();
    assertThat(outcome.reason()).isNotEmpty().doesNotContain("secret");
    assertThat(breaker.failed("s")).as("news, after the failure was noted").isFalse();
  }

  @Test
  void aSourceThatAnswersCounts() {
    SourceOutcome outcome = ask(HOUR, () -> good);
    assertThat(outcome.status()).isEqualTo(Status.ANSWERED);
    assertThat(outcome.list()).isSameAs(good);
  }

  @Test
  void whatHasNoTimeLeftIsNotAsked() {
    List<String> asked = new ArrayList<>();
    SourceOutcome outcome =
        ask(
            -HOUR,
            () -> {
              asked.add("s");
              return good;
            });
    assertThat(outcome.status()).isEqualTo(Status.LATE);
    assertThat(asked).isEmpty();
  }

  @Test
  void aSourceThatFailsAgainAndAgainRestsAndIsTriedOnceAfterwards() {
    for (int i = 0; i < SourceBreaker.FAILURES; i++) {
      assertThat(ask(HOUR, garbage().getFirst()).status()).isEqualTo(Status.FAILED);
    }
    assertThat(ask(HOUR, () -> good).status()).isEqualTo(Status.SKIPPED);
    clock.addAndGet(SourceBreaker.REST_MILLIS * 1_000_000);
    assertThat(breaker.mayAsk("s")).isTrue();
    assertThat(breaker.mayAsk("s")).as("the others wait").isFalse();
    breaker.answered("s");
    assertThat(ask(HOUR, () -> good).status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void failuresAreWorthALineInTheLogOnceInAWhile() {
    assertThat(breaker.failed("s")).isTrue();
    assertThat(breaker.failed("s")).isFalse();
    assertThat(breaker.failed("t")).isTrue();
    breaker.answered("s");
    clock.addAndGet(SourceBreaker.REST_MILLIS * 1_000_000 - 1);
    assertThat(breaker.failed("s")).isFalse();
    clock.incrementAndGet();
    assertThat(breaker.failed("s")).isTrue();
  }

  @Test
  void aThreadWithoutMemoryIsNotTakenForABrokenSource() {
    assertThatThrownBy(() ->
            ask(
                HOUR,
                () -> {
                  throw new OutOfMemoryError();
                }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aHangingSourceRestsAtOnce() {
    breaker.hangs("s");
    assertThat(ask(HOUR, () -> good).status()).isEqualTo(Status.SKIPPED);
  }

  @Test
  void whatFindsTheQueueFullIsTurnedAwayAndWhatRunsOverIsNotWaitedFor()
      throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    try (FunnelPool pool = new FunnelPool(1, 1, breaker)) {
      Thread busy =
          Thread.ofVirtual()
              .start(() -> {
                assertThatThrownBy(() ->
                        pool.call(
                            TinyFunnel.make(),
                            System.nanoTime() + 50_000_000,
                            (worker, deadline, running) -> {
                              begun.countDown();
                              await(hold);
                              return 1;
                            }))
                    .isInstanceOf(TimeoutException.class);
              });
      begun.await();
      assertThatThrownBy(() ->
              pool.call(TinyFunnel.make(), System.nanoTime() + 50_000_000, (w, deadline, r) -> 2))
          .as("waits until its deadline")
          .isInstanceOf(Overloaded.class);
      busy.join();
      hold.countDown();
      Integer third = call(pool);
      assertThat(third).isEqualTo(3);
    }
  }

  @Test
  void aThrownExceptionReachesTheCaller() {
    try (FunnelPool pool = new FunnelPool(1, 1, breaker)) {
      assertThatThrownBy(() ->
              pool.call(
                  TinyFunnel.make(),
                  System.nanoTime() + HOUR,
                  (w, deadline, r) -> {
                    throw new IllegalStateException("here");
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("here");
    }
  }

  private static Integer call(FunnelPool pool) {
    try {
      return pool.call(TinyFunnel.make(), System.nanoTime() + HOUR, (w, deadline, r) -> 3);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SourceOutcome ask(long left, Supplier<RankedItems> source) {
    return new BudgetedSources(breaker, item -> item != 2, System.nanoTime() + left, s -> {})
        .ask("s", 5, source);
  }
}
