package sluice.serving.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import sluice.core.UserError;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file to which answered requests are recorded, one JSON document a line.
 *
 * <p>Writing never holds up a request: a thread of its own writes, and where it cannot keep up, or
 * the disk is full, records are dropped and counted. The file holds whole lines, and with room
 * again recording goes on; the server's log says when it stops and when it goes on. A user can be
 * taken out while it is written. Safe for use by many threads.
 */
public final class ReplayLog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReplayLog.class.getName());
  private static final int CAPACITY = 10_000;

  private sealed interface Work {}

  private record Add(Recorded recorded) implements Work {}

  private record Forget(String user, CompletableFuture<Long> taken) implements Work {}

  private record End() implements Work {}

  private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final LongAdder dropped = new LongAdder();
  private final Path file;
  private final Thread writer;

  /** Who was forgotten; the writer thread's own, as is what follows. */
  private final Set<String> forgotten = new HashSet<>();

  private WholeLines out;

  /** Whether the last record could not be written. */
  private boolean failing;

  /**
   * Opens a file to append to.
   *
   * @throws UserError where it cannot be written
   */
  public ReplayLog(Path file) {
    this.file = file;
    try {
      out = new WholeLines(file);
    } catch (IOException e) {
      throw new UserError("cannot record to " + file + " (" + e.getMessage() + ")", e);
    }
    writer = Thread.ofPlatform().name("replay-log").daemon().start(this::write);
  }

  /** Returns the file. */
  Path file() {
    return file;
  }

  /**
   * Takes a user's records out of the file; on return they are gone. A request that began before
   * and is answered later is not recorded.
   *
   * @return how many lines were taken out
   * @throws UncheckedIOException where the file cannot be written again
   */
  long forget(String user) {
    CompletableFuture<Long> taken = new CompletableFuture<>();
    try {
      queue.put(new Forget(user, taken));
      return taken.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; it is not known whether the call is done", e);
    } catch (ExecutionException e) {
      throw new UncheckedIOException(file + " cannot be rewritten", new IOException(e.getCause()));
    }
  }

  void add(Recorded recorded) {
    if (!queue.offer(new Add(recorded))) {
      dropped.increment();
    }
  }

  /** Returns how many records were dropped. */
  public long dropped() {
    return dropped.sum();
  }

  private void write() {
    try {
      while (true) {
        switch (queue.take()) {
          case Add add -> one(add.recorded());
          case Forget forget -> rewrite(forget);
          case End end -> {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void rewrite(Forget forget) {
    try {
      forgotten.add(forget.user());
      out.close();
      try {
        forget.taken().complete(RecordedUsers.forget(file, forget.user()));
      } finally {
        out = new WholeLines(file);
      }
    } catch (IOException | RuntimeException e) {
      forget.taken().completeExceptionally(e);
    }
  }

  private void one(Recorded recorded) {
    if (recorded.base() && forgotten.contains(recorded.user())) {
      return; // it began before its user was forgotten
    }
    try {
      out.add(JsonMapper.shared().writeValueAsString(recorded));
      if (failing) {
        failing = false;
        LOG.log(System.Logger.Level.WARNING, "recording goes on; {0} are dropped", dropped.sum());
      }
    } catch (IOException e) {
      dropped.increment();
      if (!failing) {
        failing = true;
        LOG.log(
            System.Logger.Level.ERROR,
            "requests cannot be recorded to {0} ({1}); they are answered without",
            file,
            e.getMessage());
      }
    }
  }

  /** Writes what waits, and ends. */
  @Override
  public void close() {
    try {
      queue.put(new End());
      writer.join();
      out.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "the record of requests cannot be closed", e);
    }
    if (dropped.sum() > 0) {
      LOG.log(System.Logger.Level.ERROR, "{0} requests could not be recorded", dropped.sum());
    }
  }
}
