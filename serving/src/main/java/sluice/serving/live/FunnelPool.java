package sluice.serving.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import sluice.funnel.Funnel;

/**
 * The threads that run requests through the funnel, and the short queue before them.
 *
 * <p>The funnel is arithmetic: more threads than cores would only make all requests slower. So
 * there are as many as cores, each with its memory, and what finds the queue full is turned away at
 * once. A request whose deadline passes while it waits is dropped without being begun. A thread
 * that stays in one source for {@value #LOST_MILLIS} ms is given up: the breaker is told, another
 * takes its place, at most {@value #MOST_LOST} times. Safe for use by many threads.
 */
public final class FunnelPool implements AutoCloseable {
  static final long LOST_MILLIS = 2_000;
  static final int MOST_LOST = 16;

  private final BlockingQueue<Task<?>> queue;
  private final SourceBreaker breaker;
  private final List<Hand> hands = new ArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile boolean closed;

  /** What a thread is doing for a request. */
  public interface Job<T> {
    /**
     * Does it.
     *
     * @param walker of the thread
     * @param deadline as {@link System#nanoTime}
     * @param running to be told which source is being asked
     */
    T run(Funnel.Walker walker, long deadline, java.util.function.Consumer<String> running);
  }

  private record Task<T>(Funnel funnel, Job<T> job, long deadline, CompletableFuture<T> result) {}

  /**
   * Starts the threads.
   *
   * @param threads how many, 1 or more
   * @param waiting how many requests may wait, 1 or more
   * @param breaker notified of sources in which threads hang
   */
  public FunnelPool(int threads, int waiting, SourceBreaker breaker) {
    this.queue = new ArrayBlockingQueue<>(waiting);
    this.breaker = breaker;
    synchronized (hands) {
      for (int t = 0; t < threads; t++) {
        hands.add(new Hand());
      }
    }
  }

  /**
   * Has a job done, and waits for it until the deadline.
   *
   * @throws Overloaded where the queue is full, or the deadline passed before it was begun
   * @throws TimeoutException where it was begun and did not end in time; it may still run to its
   *     end, unheard
   */
  public <T> T call(Funnel funnel, long deadline, Job<T> job) throws TimeoutException {
    Task<T> task = new Task<>(funnel, job, deadline, new CompletableFuture<>());
    if (closed || !queue.offer(task)) {
      replaceLost();
      throw new Overloaded("too many requests are waiting");
    }
    try {
      return task.result.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      replaceLost();
      if (queue.remove(task)) {
        throw new Overloaded("the request waited until its deadline");
      }
      task.result.cancel(false);
      throw e;
    } catch (InterruptedException e) {
      queue.remove(task);
      task.result.cancel(false);
      Thread.currentThread().interrupt();
      throw new Overloaded("the request was cancelled");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Returns how many requests wait. */
  public int waiting() {
    return queue.size();
  }

  /** Returns how many threads were given up. */
  public int lost() {
    return lost.get();
  }

  /** Gives up threads that hang, and starts others. */
  private void replaceLost() {
    synchronized (hands) {
      for (int h = 0; h < hands.size(); h++) {
        Hand hand = hands.get(h);
        String source = hand.source;
        if (!source.isEmpty()
            && System.nanoTime() - hand.since > LOST_MILLIS * 1_000_000
            && lost.get() < MOST_LOST) {
          lost.incrementAndGet();
          breaker.hangs(source);
          hand.givenUp = true;
          hands.set(h, new Hand());
        }
      }
    }
  }

  /** Begins no further request; those that run end. */
  @Override
  public void close() {
    closed = true;
    synchronized (hands) {
      hands.forEach(h -> h.thread.interrupt());
    }
    for (Task<?> task = queue.poll(); task != null; task = queue.poll()) {
      task.result.completeExceptionally(new Overloaded("the server is shutting down"));
    }
  }

  /** One thread. */
  private final class Hand {
    private final Thread thread =
        Thread.ofPlatform().name("funnel-", lost.get()).daemon().unstarted(this::run);
    private volatile String source = "";
    private volatile long since;
    private volatile boolean givenUp;
    private Funnel.@Nullable Walker walker;
    private @Nullable Funnel of;

    Hand() {
      thread.start();
    }

    private void run() {
      while (!closed && !givenUp) {
        try {
          one(queue.take());
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private <T> void one(Task<T> task) {
      if (task.result.isDone() || System.nanoTime() - task.deadline > 0) {
        task.result.completeExceptionally(new Overloaded("the request waited until its deadline"));
        return;
      }
      try {
        task.result.complete(task.job.run(walker(task.funnel), task.deadline, this::asks));
      } catch (RuntimeException | Error e) {
        task.result.completeExceptionally(e);
      }
    }

    /** The memory is made again where another bundle is served. */
    private Funnel.Walker walker(Funnel funnel) {
      Funnel.Walker ready = walker;
      if (ready == null || of != funnel) {
        ready = funnel.newWalker();
        walker = ready;
        of = funnel;
      }
      return ready;
    }

    private void asks(String name) {
      since = System.nanoTime();
      source = name;
    }
  }
}
