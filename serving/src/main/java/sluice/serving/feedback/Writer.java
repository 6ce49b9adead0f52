package sluice.serving.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes, and the queue before it: group commit.
 *
 * <p>Callers hand over and wait. While one transaction is made durable the next group gathers, so
 * that under load one synchronisation of the disk serves many callers, and a lone caller waits for
 * no one. Slates alone, for which nobody waits, linger a little to share a transaction.
 */
final class Writer implements AutoCloseable {
  /** No more actions than so many, and the last call's, go into one transaction. */
  private static final int MOST_TOGETHER = 4_096;

  /** So many slates do not linger. */
  private static final int ENOUGH_SHOWN = 512;

  private static final long LINGER = TimeUnit.MILLISECONDS.toNanos(100);

  /** When slates that could not be written are tried again, if no caller comes earlier. */
  private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

  /** So many old slates are deleted in one transaction, so that nobody waits for long. */
  private static final int OLD_TOGETHER = 500;

  /** Between two such transactions. */
  private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(50);

  /** When slates are looked for that have become old since. */
  private static final long LOOK_FOR_OLD = TimeUnit.MINUTES.toNanos(1);

  private sealed interface Work {}

  private record Issue(Shown shown) implements Work {}

  private record Append(GroupWrite.Call call, CompletableFuture<Receipt> receipt) implements Work {}

  private record Forget(String user, CompletableFuture<Forgotten> result) implements Work {}

  /** What has a transaction of its own. */
  private record Alone<T>(WriterConnection.Job<T> job, CompletableFuture<T> result)
      implements Work {
    void run(WriterConnection connection) {
      try {
        result.complete(
            connection.transact(
                1,
                t -> {
                  t.lockSequence();
                  return job.run(t);
                }));
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }
  }

  private record Stop() implements Work {}

  /** What is written in one transaction, and what ends the gathering. */
  private record Group(List<Append> appends, @Nullable Work end) {}

  private final WriterConnection connection;
  private final FeedbackSettings settings;
  private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final Semaphore roomForActions;
  private final Semaphore roomForShown;

  /** Slates that are handed over and not yet durable, for readers. */
  private final Map<String, Shown> handedOver = new ConcurrentHashMap<>();

  private final Thread thread;
  private volatile boolean ended;

  /** Of the slates handed over those that have left the queue; the writer thread's own. */
  private final List<Shown> unwritten = new ArrayList<>();

  /** When they are written even if nobody waits; the writer thread's own. */
  private long flushAt;

  /** When old slates are deleted; the writer thread's own. */
  private long deleteOldAt = System.nanoTime();

  private Writer(Database database, FeedbackSettings settings) {
    this.connection = new WriterConnection(database);
    this.settings = settings;
    this.roomForActions = new Semaphore(settings.capacity());
    this.roomForShown = new Semaphore(settings.capacity());
    this.thread = Thread.ofPlatform().name("feedback-writer").daemon().unstarted(this::run);
  }

  static Writer start(Database database, FeedbackSettings settings) {
    Writer writer = new Writer(database, settings);
    writer.thread.start();
    return writer;
  }

  Receipt append(List<Action> actions, String userAgent) {
    List<Action> copy = List.copyOf(actions);
    if (!roomForActions.tryAcquire(copy.size())) {
      throw new StoreBusy(settings.capacity() + " actions may wait to be stored; no more fit in");
    }
    try {
      CompletableFuture<Receipt> receipt = new CompletableFuture<>();
      boolean bot = settings.rules().isBot(userAgent);
      return await(new Append(new GroupWrite.Call(copy, bot), receipt), receipt);
    } finally {
      roomForActions.release(copy.size());
    }
  }

  Forgotten forget(String user) {
    CompletableFuture<Forgotten> result = new CompletableFuture<>();
    return await(new Forget(user, result), result);
  }

  /** Runs a job in a transaction of its own, after what was handed over before. */
  <T> T alone(WriterConnection.Job<T> job) {
    CompletableFuture<T> result = new CompletableFuture<>();
    return await(new Alone<>(job, result), result);
  }

  void shown(Shown shown) {
    if (ended) {
      throw closed();
    }
    if (!roomForShown.tryAcquire()) {
      throw new StoreBusy(settings.capacity() + " slates may wait to be stored; no more fit in");
    }
    handedOver.putIfAbsent(shown.requestId(), shown);
    queue.add(new Issue(shown));
  }

  /** Returns a slate that is handed over and not yet durable. */
  Optional<Shown> handedOver(String requestId) {
    return Optional.ofNullable(handedOver.get(requestId));
  }

  /** Says whether the last write failed. */
  boolean failing() {
    return connection.failing();
  }

  private <T> T await(Work work, CompletableFuture<T> result) {
    queue.add(work);
    if (ended) {
      // The writer may have gone before it saw this; else it has done it, and this does nothing.
      result.completeExceptionally(closed());
    }
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted; it is not known whether the call is done", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreUnavailable unavailable) {
        throw new StoreUnavailable(unavailable.getMessage(), unavailable);
      }
      throw new IllegalStateException("the feedback writer failed", e.getCause());
    }
  }

  private static StoreUnavailable closed() {
    return new StoreUnavailable("the feedback store is closed");
  }

  private void run() {
    Group group;
    do {
      group = gather();
      write(group.appends());
      if (group.end() instanceof Forget forget) {
        forget(forget);
      } else if (group.end() instanceof Alone<?> alone) {
        alone.run(connection);
      }
      if (System.nanoTime() - deleteOldAt >= 0 && !(group.end() instanceof Stop)) {
        deleteOld();
      }
    } while (!(group.end() instanceof Stop));
    ended = true;
    for (Work late = queue.poll(); late != null; late = queue.poll()) {
      switch (late) {
        case Append append -> append.receipt().completeExceptionally(closed());
        case Forget forget -> forget.result().completeExceptionally(closed());
        case Alone<?> alone -> alone.result().completeExceptionally(closed());
        case Issue issue -> {}
        case Stop stop -> {}
      }
    }
    connection.close();
  }

  private Group gather() {
    List<Append> appends = new ArrayList<>();
    int actions = 0;
    while (actions < MOST_TOGETHER) {
      Work work = queue.poll();
      if (work == null && appends.isEmpty()) {
        work = pause();
      }
      switch (work) {
        case null -> {
          return new Group(appends, null);
        }
        case Issue issue -> gather(issue.shown());
        case Append append -> {
          appends.add(append);
          actions += append.call().actions().size();
        }
        case Forget forget -> {
          return new Group(appends, forget);
        }
        case Alone<?> alone -> {
          return new Group(appends, alone);
        }
        case Stop stop -> {
          return new Group(appends, stop);
        }
      }
    }
    return new Group(appends, null);
  }

  private void gather(Shown shown) {
    unwritten.add(shown);
    if (unwritten.size() == 1) {
      flushAt = System.nanoTime() + LINGER;
    } else if (unwritten.size() == ENOUGH_SHOWN) {
      flushAt = System.nanoTime();
    }
  }

  /** Waits for work, but not past the time when slates are to be written or deleted: then null. */
  private @Nullable Work pause() {
    long now = System.nanoTime();
    long wait = deleteOldAt - now;
    try {
      return queue.poll(
          unwritten.isEmpty() ? wait : Math.min(wait, flushAt - now), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody but a debugger has this thread; it ends by Stop alone.
      return null;
    }
  }

  private void write(List<Append> appends) {
    if (appends.isEmpty() && unwritten.isEmpty()) {
      return;
    }
    List<GroupWrite.Call> calls = appends.stream().map(Append::call).toList();
    int rows = unwritten.size() + calls.stream().mapToInt(c -> c.actions().size()).sum();
    try {
      List<Receipt> receipts =
          connection.transact(
              rows, t -> new GroupWrite(t, settings.rules()).write(unwritten, calls));
      written(unwritten);
      unwritten.clear();
      for (int i = 0; i < receipts.size(); i++) {
        appends.get(i).receipt().complete(receipts.get(i));
      }
    } catch (RuntimeException | Error e) {
      // StoreUnavailable, or an error of ours: the writer lives on, and anyone who waits is told.
      flushAt = System.nanoTime() + RETRY;
      appends.forEach(a -> a.receipt().completeExceptionally(e));
    }
  }

  /** Deletes some of the slates that are kept no longer. */
  private void deleteOld() {
    int deleted = 0;
    try {
      long before = System.currentTimeMillis() - settings.keepShown().toMillis();
      deleted =
          connection.transact(
              0,
              t -> {
                t.lockSequence();
                return t.deleteShownBefore(before, OLD_TOGETHER);
              });
    } catch (StoreUnavailable e) {
      // Nobody waits for this; it is tried again.
    }
    deleteOldAt = System.nanoTime() + (deleted == OLD_TOGETHER ? BREATH : LOOK_FOR_OLD);
  }

  private void written(List<Shown> shown) {
    shown.forEach(s -> handedOver.remove(s.requestId()));
    roomForShown.release(shown.size());
  }

  private void forget(Forget forget) {
    List<Shown> own = unwritten.stream().filter(s -> s.user().equals(forget.user())).toList();
    unwritten.removeAll(own);
    written(own);
    try {
      Forgotten forgotten =
          connection.transact(
              0,
              t -> {
                t.lockSequence();
                return t.delete(forget.user());
              });
      connection.run(t -> {
        t.clean(t.mustClean());
        return true;
      });
      forget.result().complete(forgotten);
    } catch (RuntimeException | Error e) {
      forget.result().completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    queue.add(new Stop());
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // what was handed over is still written
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
