package sluice.pipeline.serve;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A client that sends any bytes, as no HTTP library would, and keeps its connection as long as the
 * server does. Not thread-safe.
 */
final class RawClient implements AutoCloseable {
  private final int port;
  private Optional<Socket> socket = Optional.empty();
  private Optional<InputStream> in = Optional.empty();

  /** A response; the names of headers in lower case. */
  record Response(int status, Map<String, String> headers, String body) {}

  RawClient(int port) {
    this.port = port;
  }

  /**
   * Sends a request and reads the response; empty where the server hung up without one.
   *
   * @param head whether the request's method is HEAD, so that no body follows
   * @param last whether nothing more is sent, so that a request that is cut off ends here
   */
  Optional<Response> send(byte[] request, boolean head, boolean last) throws IOException {
    boolean kept = socket.isPresent();
    try {
      if (!kept) {
        connect();
      }
      Socket open = socket.orElseThrow();
      open.getOutputStream().write(request);
      open.getOutputStream().flush();
      if (last) {
        open.shutdownOutput();
      }
      Optional<Response> response = read(in.orElseThrow(), head);
      if (last
          || response.isEmpty()
          || response.get().headers().getOrDefault("connection", "").equals("close")) {
        close();
      }
      if (response.isEmpty() && kept) {
        return send(request, head, last); // the server had closed a connection that was idle
      }
      return response;
    } catch (IOException e) {
      close();
      if (kept) {
        return send(request, head, last);
      }
      return Optional.empty();
    }
  }

  private void connect() throws IOException {
    Socket open = new Socket(InetAddress.getLoopbackAddress(), port);
    open.setTcpNoDelay(true);
    open.setSoTimeout(30_000);
    socket = Optional.of(open);
    in = Optional.of(new BufferedInputStream(open.getInputStream()));
  }

  private static Optional<Response> read(InputStream in, boolean head) throws IOException {
    String first = line(in);
    while (first.startsWith("HTTP/1.1 100")) {
      line(in);
      first = line(in);
    }
    if (first.isEmpty()) {
      return Optional.empty();
    }
    int status = Integer.parseInt(first.substring(9, 12)); // HTTP/1.1 200 OK
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = head ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the body ends early");
    }
    return Optional.of(new Response(status, headers, new String(body, StandardCharsets.UTF_8)));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    if (socket.isPresent()) {
      socket.get().close();
    }
    socket = Optional.empty();
    in = Optional.empty();
  }
}
