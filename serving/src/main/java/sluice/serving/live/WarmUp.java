package sluice.serving.live;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Answers made-up requests before the first real one: a JVM that has compiled nothing yet takes
 * longer for a slate than a deadline allows, and would leave sources out.
 *
 * @param now what answers
 * @param pool whose threads get warm, each with its memory
 * @param requests of users of the data, and of a visitor where there are none
 * @param most nanoseconds after which it ends in any case
 */
record WarmUp(Generation now, FunnelPool pool, List<Prepared> requests, long most) {
  private static final int SLATE = 20;

  /** So many rounds in a row must be quick. */
  private static final int QUICK_ROUNDS = 3;

  /**
   * Runs; nothing of it is recorded or counted.
   *
   * @param threads of the pool
   * @param enough nanoseconds within which a request is quick
   * @return whether requests are quick now
   */
  boolean run(int threads, long enough) {
    long end = System.nanoTime() + most;
    int quick = 0;
    for (int round = 0; quick < QUICK_ROUNDS && System.nanoTime() < end; round++) {
      int first = round * threads;
      AtomicBoolean all = new AtomicBoolean(true);
      List<Thread> callers =
          IntStream.range(first, first + threads)
              .mapToObj(i -> requests.get(i % requests.size()))
              .map(request ->
                  Thread.ofVirtual()
                      .start(() -> {
                        if (nanos(request, end) > enough) {
                          all.set(false);
                        }
                      }))
              .toList();
      for (Thread caller : callers) {
        try {
          caller.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      quick = all.get() ? quick + 1 : 0;
    }
    return quick == QUICK_ROUNDS;
  }

  private long nanos(Prepared request, long end) {
    long start = System.nanoTime();
    try {
      var _ =
          pool.call(
              now.funnel(),
              end,
              (walker, until, running) -> {
                var trace =
                    walker.walk(
                        request.request(),
                        request.wanted(),
                        SLATE,
                        new BudgetedSources(new SourceBreaker(), request.wanted(), until, running));
                return Issuing.items(now, trace, true);
              });
    } catch (TimeoutException | Overloaded e) {
      return Long.MAX_VALUE;
    }
    return System.nanoTime() - start;
  }
}
