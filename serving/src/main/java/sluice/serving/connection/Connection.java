package sluice.serving.connection;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * One open connection, and what it waits for.
 *
 * <p>Its own thread says what it waits for; the thread that watches closes it. Safe for use by many
 * threads.
 */
public final class Connection {
  /** What a connection waits for; but for work, its client keeps it waiting. */
  private enum Waiting {
    HEADERS,
    BODY,
    WORK,
    ANSWER,
    IDLE
  }

  private final SocketChannel channel;
  private Waiting waiting = Waiting.HEADERS;
  private long since = System.nanoTime();
  private boolean bodyTooSlow;

  Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /** Bytes were received: where nothing was expected, a request begins. */
  synchronized void received() {
    if (waiting == Waiting.IDLE) {
      now(Waiting.HEADERS);
    }
  }

  /** The headers of a request are read; its body is next. */
  public synchronized void body() {
    now(Waiting.BODY);
  }

  /** The request is read whole; what takes time from now on is the server's own. */
  public synchronized void work() {
    now(Waiting.WORK);
  }

  /** The answer is ready for the client to take. */
  public synchronized void answer() {
    now(Waiting.ANSWER);
  }

  /** The answer is with the client. */
  public synchronized void idle() {
    now(Waiting.IDLE);
  }

  /** Says whether a body was cut off because its time was over. */
  public synchronized boolean bodyTooSlow() {
    return bodyTooSlow;
  }

  private void now(Waiting next) {
    waiting = next;
    since = System.nanoTime();
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Returns for how long the client has kept the connection waiting; below 0 where it has not. */
  synchronized long waited(long now) {
    return waiting == Waiting.WORK ? -1 : now - since;
  }

  /** Ends the connection where it waits for longer than it may. */
  synchronized void closeLate(ConnectionLimits limits, long now) {
    Duration most =
        switch (waiting) {
          case HEADERS -> limits.headers();
          case BODY -> limits.body();
          case ANSWER -> limits.answer();
          case IDLE -> limits.idle();
          case WORK -> Duration.ofNanos(Long.MAX_VALUE);
        };
    if (now - since <= most.toNanos()) {
      return;
    }
    if (waiting == Waiting.BODY) {
      // the body ends here; the client is told so, and has the time of an answer to read it
      bodyTooSlow = true;
      now(Waiting.ANSWER);
      endInput();
    } else {
      close();
    }
  }

  private void endInput() {
    try {
      channel.shutdownInput();
    } catch (IOException e) {
      close();
    }
  }

  void close() {
    try {
      channel.close(); // ends a read or a write that another thread waits in
    } catch (IOException e) {
      // it is as good as closed
    }
  }
}
