package sluice.serving.live;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sluice.serving.feedback.StoreUnavailable;

/**
 * Refreshes a recommender's counts in the background: at once, and then whenever its clock has come
 * into another day, which is looked for each minute. While the database cannot be used the counts
 * that are there go on, and the next minute tries again.
 */
public final class CountsSchedule implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CountsSchedule.class.getName());
  private static final long SECONDS = 60;
  private static final long PATIENCE_SECONDS = 5;

  private final Recommender recommender;
  private final ScheduledExecutorService thread;

  private CountsSchedule(Recommender recommender) {
    this.recommender = recommender;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("counts").daemon().factory());
  }

  /** Starts. */
  public static CountsSchedule start(Recommender recommender) {
    CountsSchedule schedule = new CountsSchedule(recommender);
    var _ = schedule.thread.scheduleWithFixedDelay(schedule::refresh, 0, SECONDS, TimeUnit.SECONDS);
    return schedule;
  }

  /** A task that throws would not be run again. */
  private void refresh() {
    try {
      long start = System.nanoTime();
      if (recommender.refreshCounts()) {
        LOG.log(
            Level.INFO,
            "counts and trends go up to {0} now; counting took {1} ms",
            Instant.ofEpochMilli(recommender.countsEnd()),
            (System.nanoTime() - start) / 1_000_000);
      }
    } catch (StoreUnavailable e) {
      LOG.log(Level.WARNING, "counts cannot be refreshed: the feedback store is away");
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "counts cannot be refreshed", e);
    }
  }

  /** Begins no further refresh, and lets one that runs end where that takes seconds. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
