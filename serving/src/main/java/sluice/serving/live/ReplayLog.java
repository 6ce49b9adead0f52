package sluice.serving.live;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file to which answered requests are recorded, one JSON document a line.
 *
 * <p>Writing never holds up a request: a thread of its own writes, and where it cannot keep up, or
 * the disk is full, records are dropped and counted. A user can be taken out while it is written.
 * Safe for use by many threads.
 */
public final class ReplayLog implements AutoCloseable {
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

  private BufferedWriter out;
  private volatile @Nullable IOException failure;

  /**
   * Opens a file to append to.
   *
   * @throws UserError where it cannot be written
   */
  public ReplayLog(Path file) {
    this.file = file;
    try {
      out = open(file);
    } catch (IOException e) {
      throw new UserError("cannot record to " + file + " (" + e.getMessage() + ")", e);
    }
    writer = Thread.ofPlatform().name("replay-log").daemon().start(this::write);
  }

  private static BufferedWriter open(Path file) throws IOException {
    return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
   * @throws UncheckedIOException where the file cannot be written anew
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
        out = open(file);
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
      out.write(JsonMapper.shared().writeValueAsString(recorded));
      out.newLine();
      if (queue.isEmpty()) {
        out.flush();
      }
    } catch (IOException e) {
      failure = e;
      dropped.increment();
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
      failure = e;
    }
    if (failure != null) {
      System.getLogger(ReplayLog.class.getName())
          .log(System.Logger.Level.ERROR, "requests could not be recorded", failure);
    }
  }
}
