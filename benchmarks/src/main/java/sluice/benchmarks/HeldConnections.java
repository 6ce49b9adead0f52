package sluice.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that keep a server waiting, of eight kinds in turn; each that the server closes is
 * reopened at once. Those that send do so a byte a second.
 */
final class HeldConnections implements AutoCloseable {
  private static final String POST =
      "POST /v1/recommend HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  private final URI server;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private volatile boolean closing;

  /** How a connection holds a server. */
  private enum Kind {
    NO_BYTE("", ""),
    REQUEST_LINE("GET /", "x"),
    HEADER("GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "x"),
    NO_BODY(POST + "Content-Length: 100000\r\n\r\n", ""),
    BODY(POST + "Content-Length: 100000\r\n\r\n", " "),
    CHUNKS(POST + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"),
    IDLE("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n", ""),
    NOT_READING("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n", "");

    private final String start;
    private final String drip;

    Kind(String start, String drip) {
      this.start = start;
      this.drip = drip;
    }
  }

  HeldConnections(URI server, int count) {
    this.server = server;
    for (int i = 0; i < count; i++) {
      Kind kind = Kind.values()[i % Kind.values().length];
      Thread.ofVirtual().start(() -> hold(kind));
    }
  }

  /** Returns how many are open. */
  int open() {
    return open.get();
  }

  /** Returns how many the server has closed since the last time. */
  int ended() {
    return ended.getAndSet(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void hold(Kind kind) {
    while (!closing) {
      try (Socket socket = new Socket(server.getHost(), server.getPort())) {
        open.incrementAndGet();
        try {
          socket.setSoTimeout(1_000);
          holdUntilClosed(kind, socket);
        } finally {
          open.decrementAndGet();
        }
        ended.incrementAndGet();
      } catch (ConnectException e) {
        LockSupport.parkNanos(1_000_000_000); // nobody listens
      } catch (IOException e) {
        ended.incrementAndGet(); // reset by the server, with something of ours unread
      }
    }
  }

  private void holdUntilClosed(Kind kind, Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes(kind.start));
    while (!closing && kind == Kind.NOT_READING) {
      out.write(bytes(kind.start)); // until nothing more fits in between
    }
    while (!closing) {
      try {
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        out.write(bytes(kind.drip));
      }
    }
  }

  @Override
  public void close() {
    closing = true;
  }
}
