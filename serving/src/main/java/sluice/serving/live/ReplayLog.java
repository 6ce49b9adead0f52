package sluice.serving.live;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file to which answered requests are recorded, one JSON document a line.
 *
 * <p>Writing never holds up a request: a thread of its own writes, and where it cannot keep up, or
 * the disk is full, records are dropped and counted. Safe for use by many threads.
 */
public final class ReplayLog implements AutoCloseable {
  private static final int CAPACITY = 10_000;

  private final BlockingQueue<Optional<Recorded>> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final LongAdder dropped = new LongAdder();
  private final BufferedWriter out;
  private final Thread writer;
  private volatile @Nullable IOException failure;

  /**
   * Opens a file to append to.
   *
   * @throws UserError where it cannot be written
   */
  public ReplayLog(Path file) {
    try {
      out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserError("cannot record to " + file + " (" + e.getMessage() + ")", e);
    }
    writer = Thread.ofPlatform().name("replay-log").daemon().start(this::write);
  }

  void add(Recorded recorded) {
    if (!queue.offer(Optional.of(recorded))) {
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
        Optional<Recorded> next = queue.take();
        if (next.isEmpty()) {
          return;
        }
        one(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void one(Recorded recorded) {
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
      queue.put(Optional.empty());
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
