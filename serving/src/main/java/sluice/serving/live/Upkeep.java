package sluice.serving.live;

import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sluice.serving.feedback.StoreUnavailable;

/**
 * What a server does in the background: each second it takes over what other servers on the same
 * database wrote, each minute it looks whether a day is over, and refreshes counts then; both at
 * once when it starts. While the database cannot be used what is there goes on.
 */
public final class Upkeep implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final long FOLLOW_SECONDS = 1;
  private static final long COUNT_SECONDS = 60;
  private static final long PATIENCE_SECONDS = 5;

  private final Recommender recommender;
  private final ScheduledExecutorService threads;

  /** Whether the log was told that the store is away. */
  private volatile boolean away;

  private Upkeep(Recommender recommender) {
    this.recommender = recommender;
    this.threads =
        Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("upkeep-", 0).daemon().factory());
  }

  /**
   * Starts.
   *
   * @param counts whether counts and trends go on
   */
  public static Upkeep start(Recommender recommender, boolean counts) {
    Upkeep upkeep = new Upkeep(recommender);
    upkeep.every(FOLLOW_SECONDS, recommender::follow);
    if (counts) {
      upkeep.every(COUNT_SECONDS, upkeep::count);
    }
    return upkeep;
  }

  private void every(long seconds, Runnable task) {
    var _ = threads.scheduleWithFixedDelay(() -> tolerant(task), 0, seconds, TimeUnit.SECONDS);
  }

  /** A task that throws would not be run again. */
  private void tolerant(Runnable task) {
    try {
      task.run();
      away = false;
    } catch (StoreUnavailable e) {
      if (!away) {
        away = true;
        LOG.log(Level.WARNING, "the feedback store is away: other servers' writes and counts wait");
      }
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "upkeep failed", e);
    }
  }

  private void count() {
    long start = System.nanoTime();
    if (recommender.refreshCounts()) {
      LOG.log(
          Level.INFO,
          "counts and trends go up to {0} now; counting took {1} ms",
          Instant.ofEpochMilli(recommender.countsEnd().orElseThrow()),
          (System.nanoTime() - start) / 1_000_000);
    }
  }

  /** Begins nothing further, and lets what runs end where that takes seconds. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
