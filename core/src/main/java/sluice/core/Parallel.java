package sluice.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A loop over {@code 0 … n − 1} on several threads, whose iterations must not depend on each other.
 *
 * <p>Which thread takes which index is not fixed, so that an iteration may write only to places of
 * its own; then the result is the same for any number of threads.
 */
public final class Parallel {
  private Parallel() {}

  /** One iteration with the thread's own state. */
  @FunctionalInterface
  public interface Body<S> {
    /** Does iteration i. */
    void run(int i, S state);
  }

  /**
   * Runs the loop and waits for its end.
   *
   * @param threads how many threads, 1 or more
   * @param n how many iterations
   * @param state makes each thread's own scratch memory
   * @param body one iteration; the first exception thrown ends the loop and is thrown on
   */
  public static <S> void run(int threads, int n, Supplier<S> state, Body<S> body) {
    if (threads <= 1 || n <= 1) {
      S own = state.get();
      for (int i = 0; i < n; i++) {
        body.run(i, own);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    int chunk = Math.max(1, Math.min(256, n / (threads * 8)));
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        running.add(
            pool.submit(() -> {
              try {
                S own = state.get();
                int from;
                while ((from = next.getAndAdd(chunk)) < n && from >= 0) {
                  for (int i = from; i < Math.min(n, from + chunk); i++) {
                    body.run(i, own);
                  }
                }
              } catch (Throwable e) {
                // The other threads take no further chunk, whichever of them is waited for.
                next.set(n);
                throw e;
              }
            }));
      }
      for (Future<?> f : running) {
        f.get();
      }
    } catch (ExecutionException e) {
      next.set(n);
      if (e.getCause() instanceof RuntimeException r) {
        throw r;
      }
      if (e.getCause() instanceof Error r) {
        throw r;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      next.set(n);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
