package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelTest {
  @ParameterizedTest
  @CsvSource({"1, 0", "4, 0", "1, 1", "4, 1", "2, 7", "8, 5", "3, 10000", "0, 9"})
  void doesEachIterationOnce(int threads, int n) {
    int[] times = new int[n];
    Parallel.run(threads, n, () -> new long[1], (i, own) -> times[i] += 1 + (int) (own[0]++ >> 40));
    assertThat(times).containsOnly(n == 0 ? new int[0] : new int[] {1});
  }

  @Test
  void givesEachThreadItsOwnState() {
    Set<Object> states = ConcurrentHashMap.newKeySet();
    AtomicInteger made = new AtomicInteger();
    Parallel.run(4, 5000, () -> "state " + made.getAndIncrement(), (i, state) -> states.add(state));
    assertThat(made.get()).isBetween(1, 4);
    assertThat(states).isNotEmpty().hasSizeLessThanOrEqualTo(made.get());
  }

  @ParameterizedTest
  @CsvSource({"1", "4"})
  void passesExceptionsOn(int threads) {
    UserError mine = new UserError("iteration 77 is wrong");
    assertThatThrownBy(() ->
            Parallel.run(
                threads,
                1000,
                () -> 0,
                (i, s) -> {
                  if (i == 77) {
                    throw mine;
                  }
                }))
        .isSameAs(mine);
    StackOverflowError error = new StackOverflowError("deep");
    assertThatThrownBy(() ->
            Parallel.run(
                threads,
                1000,
                () -> 0,
                (i, s) -> {
                  throw error;
                }))
        .isSameAs(error);
  }

  /** Also when it is not the thread whose end is waited for first that throws. */
  @Test
  void anExceptionEndsTheLoop() {
    CountDownLatch thrown = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    int n = 500_000_000;
    assertThatThrownBy(() ->
            Parallel.run(
                2,
                n,
                () -> Thread.currentThread().getName().endsWith("thread-2"),
                (i, second) -> {
                  if (second) {
                    thrown.countDown();
                    throw new IllegalStateException("of the second thread");
                  }
                  if (thrown.getCount() > 0) {
                    await(thrown);
                  }
                  done.incrementAndGet();
                }))
        .hasMessage("of the second thread");
    assertThat(done.get()).isLessThan(n / 2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
