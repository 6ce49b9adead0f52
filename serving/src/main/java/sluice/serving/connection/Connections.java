package sluice.serving.connection;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of a server: closes each that waits for its client for too long, and the one
 * that has waited longest where there are too many.
 *
 * <p>Helidon 4.5.0 has a limit for idle connections alone; a client that sends a byte now and then
 * is not idle. Safe for use by many threads.
 */
public final class Connections implements AutoCloseable {
  private final ConnectionLimits limits;
  private final Map<SocketAddress, Connection> byClient = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("connections").daemon().factory());

  /** Watches connections from now on, until it is closed. */
  public Connections(ConnectionLimits limits) {
    this.limits = limits;
    long every = Math.clamp(limits.shortest().toMillis() / 8, 5, 500);
    var _ = watch.scheduleWithFixedDelay(this::closeLate, every, every, TimeUnit.MILLISECONDS);
  }

  /** Returns options for accepted sockets that also make each known here. */
  public SocketOptions accepting() {
    // an answer of more than one segment must not wait for the client's acknowledgement
    return new AcceptingOptions(SocketOptions.builder().tcpNoDelay(true).build(), this::accepted);
  }

  /** Returns the connection from a client's address, which has none where it has hung up. */
  public Optional<Connection> from(@Nullable SocketAddress client) {
    return client == null ? Optional.empty() : Optional.ofNullable(byClient.get(client));
  }

  /** Returns how many connections are open. */
  public int open() {
    return (int) byClient.values().stream().filter(Connection::isOpen).count();
  }

  private void accepted(SocketChannel channel) {
    if (byClient.size() >= limits.most()) {
      byClient.values().removeIf(c -> !c.isOpen());
    }
    if (byClient.size() >= limits.most()) {
      long now = System.nanoTime();
      byClient.entrySet().stream()
          .filter(c -> c.getValue().waited(now) >= 0)
          .max(Comparator.comparingLong(c -> c.getValue().waited(now)))
          .ifPresent(c -> {
            c.getValue().close();
            byClient.remove(c.getKey(), c.getValue());
          });
    }
    Connection connection = new Connection(channel);
    if (byClient.size() >= limits.most()) {
      connection.close(); // all others are being worked for
      return;
    }
    try {
      byClient.put(channel.getRemoteAddress(), connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void closeLate() {
    long now = System.nanoTime();
    byClient.values().forEach(c -> c.closeLate(limits, now));
    byClient.values().removeIf(c -> !c.isOpen());
  }

  /** Closes those that wait for their clients, and watches no more. */
  @Override
  public void close() {
    watch.shutdownNow();
    long now = System.nanoTime();
    byClient.values().stream().filter(c -> c.waited(now) >= 0).forEach(Connection::close);
  }
}
