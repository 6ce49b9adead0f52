package sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * HTTP/1.1 for a load generator that shares the machine with the server: kept connections, one
 * request on each at a time, one thread that receives, and nothing else.
 *
 * <p>The JDK's client takes 0.5 to 1.1 ms of processor time a request, half of what a slate takes
 * or more; this one 0.1 ms. Answers must have a Content-Length. One thread may send.
 */
final class LoadConnections implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 18;
  private static final int NONE = -1;

  /** Is notified of answers, on the receiving thread. */
  interface Answered {
    /** Takes the status of an answer, 0 where the connection broke instead. */
    void answered(int request, int status);
  }

  private final InetSocketAddress server;
  private final Selector selector;
  private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
  private final Thread receiver;
  private volatile boolean closing;
  private volatile Answered answered = (request, status) -> {};

  LoadConnections(URI server) throws IOException {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.selector = Selector.open();
    this.receiver = Thread.ofPlatform().daemon().name("receiver").start(this::receive);
  }

  /** Says who is told from now on; no request may be under way. */
  void tell(Answered newAnswered) {
    answered = newAnswered;
  }

  /** Sends a request of GET or POST on a connection that waits for no answer. */
  void send(int number, byte[] request) throws IOException {
    Connection connection = idle.poll();
    while (connection != null && !connection.channel.isOpen()) {
      connection = idle.poll();
    }
    if (connection == null) {
      connection = new Connection(SocketChannel.open(server));
    }
    connection.request = number;
    ByteBuffer bytes = ByteBuffer.wrap(request);
    while (bytes.hasRemaining()) {
      connection.channel.write(bytes);
    }
  }

  private void receive() {
    try {
      while (!closing) {
        selector.select(key -> ((Connection) key.attachment()).read());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the bytes of a request. */
  static byte[] request(URI url, String method, String body) {
    String head =
        "%s %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, url.getPath(), url.getHost(), url.getPort(), body.length());
    return (head + body).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    try {
      receiver.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  private final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(MOST_BYTES);
    private volatile int request = NONE;

    Connection(SocketChannel channel) throws IOException {
      this.channel = channel;
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
      selector.wakeup();
    }

    void read() {
      int status = 0;
      try {
        if (channel.read(in) >= 0) {
          if (!whole()) {
            return;
          }
          status = Integer.parseInt(text(9, 12));
          in.clear();
        } else {
          channel.close();
        }
      } catch (IOException | NumberFormatException e) {
        close();
      }
      int done = request;
      request = NONE;
      if (status > 0) {
        idle.add(this);
      }
      if (done != NONE) { // else the server closed a connection that waited for nothing
        answered.answered(done, status);
      }
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Says whether an answer is there to its end. */
    private boolean whole() throws IOException {
      for (int at = 3; at < in.position(); at++) {
        if (in.get(at) == '\n' && in.get(at - 1) == '\r' && in.get(at - 2) == '\n') {
          String head = text(0, at).toLowerCase(Locale.ROOT);
          int from = head.indexOf("content-length:");
          if (from < 0) {
            throw new IOException("an answer without a Content-Length: " + head);
          }
          int length =
              Integer.parseInt(
                  head.substring(from + "content-length:".length(), head.indexOf('\r', from))
                      .strip());
          return in.position() >= at + 1 + length;
        }
      }
      return false;
    }

    private String text(int from, int to) {
      byte[] bytes = new byte[to - from];
      in.get(from, bytes);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
