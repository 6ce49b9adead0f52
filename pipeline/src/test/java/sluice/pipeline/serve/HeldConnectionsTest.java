package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.pipeline.config.ServeConfig;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKey;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Limits;
import sluice.serving.access.Role;
import sluice.serving.connection.ConnectionLimits;
import sluice.serving.http.Operation;
import sluice.serving.log.ServerLog;

/** Connections that keep the server waiting: each ends in time, and nobody else waits for them. */
class HeldConnectionsTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final String POST =
      "POST /v1/recommend HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  private static final String WHOLE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir Path folder;

  @Test
  void requestsWhoseBodiesAreUnfinishedTakeNoPlace() throws IOException {
    ApiKeys keys = new ApiKeys(List.of(new ApiKey("shop", Role.READ, ApiKey.hash("secret"))));
    String key = "Authorization: Bearer secret\r\n";
    List<Socket> held = new ArrayList<>();
    try (ShopServer server = serve(keys, new Limits(0, 0, 2, 5), limits(1_000, LONG))) {
      for (int i = 0; i < 200; i++) {
        String framing = i % 2 == 0 ? "Content-Length: 100" : "Transfer-Encoding: chunked";
        held.add(
            send(server, POST + key + framing + "\r\n\r\n" + (i % 2 == 0 ? "{\"u" : "40\r\n{")));
      }
      for (int i = 0; i < 20; i++) {
        String body = "{\"user\": \"u1\"}";
        try (Socket other =
            send(server, POST + key + "Connection: close\r\nContent-Length: 14\r\n\r\n" + body)) {
          assertThat(rest(other)).startsWith("HTTP/1.1 200 ");
        }
      }
    } finally {
      closeAll(held);
    }
  }

  @Test
  void aBodyThatTakesTooLongIsToldSoHoweverItsBytesDrip() throws IOException {
    ConnectionLimits few = new ConnectionLimits(100, LONG, SHORT, LONG, LONG);
    try (ShopServer server = serve(few)) {
      try (Socket slow = send(server, POST + "Content-Length: 100\r\n\r\n{\"u")) {
        assertThat(rest(slow))
            .startsWith("HTTP/1.1 408 ")
            .contains("the body did not come in time");
      }
      try (Socket dripping = send(server, POST + "Transfer-Encoding: chunked\r\n\r\n")) {
        assertThat(dripUntilClosed(dripping, "1\r\n \r\n")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "GET / HTT",
        "GET / HTTP/1.0\r\nHost: loc",
        "GET / HTTP/1.1\r\nHost: loc",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: "
      })
  void headersThatTakeTooLongEndTheConnection(String start) throws IOException {
    ConnectionLimits few = new ConnectionLimits(100, SHORT, LONG, LONG, LONG);
    try (ShopServer server = serve(few)) {
      try (Socket still = send(server, start)) {
        assertThat(rest(still)).isEmpty();
      }
      try (Socket dripping = send(server, start)) {
        assertThat(dripUntilClosed(dripping, "x")).isTrue();
      }
    }
  }

  @Test
  void aKeptConnectionEndsWhereNoFurtherRequestComes() throws IOException {
    ConnectionLimits few = new ConnectionLimits(100, LONG, LONG, LONG, SHORT);
    try (ShopServer server = serve(few);
        Socket kept = send(server, WHOLE)) {
      assertThat(rest(kept)).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"live\"}");
    }
  }

  @Test
  void aFurtherRequestOnAKeptConnectionHasTheTimeOfItsHeaders() throws IOException {
    ConnectionLimits few = new ConnectionLimits(100, SHORT, LONG, LONG, LONG);
    try (ShopServer server = serve(few);
        Socket kept = send(server, WHOLE)) {
      String answer = "";
      while (!answer.endsWith("}")) {
        answer += (char) kept.getInputStream().read();
      }
      kept.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
      assertThat(rest(kept)).isEmpty();
    }
  }

  @Test
  void aClientThatDoesNotReadIsLeft() throws IOException {
    ConnectionLimits few = new ConnectionLimits(100, LONG, LONG, SHORT, LONG);
    String ask = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (ShopServer server = serve(ApiKeys.NONE, new Limits(0, 0, 0, 1), few);
        Socket deaf = new Socket()) {
      deaf.setReceiveBufferSize(4_096);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      deaf.setSoTimeout(20_000);
      // answers pile up until the server cannot write: then it hangs up, and so can we not
      assertThat(askUntilClosed(deaf, ask)).isTrue();
      assertThat(server.call("GET", "/v1/version").status()).isEqualTo(200);
    }
  }

  @Test
  void oneConnectionMoreEndsTheOneThatHasWaitedLongest() throws IOException {
    try (ShopServer server = serve(limits(3, LONG));
        Socket first = send(server, "GET / HTT");
        Socket second = send(server, POST + "Content-Length: 100\r\n\r\n");
        Socket third = send(server, "")) {
      try (Socket asking =
          send(
              server,
              "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
        assertThat(rest(asking)).startsWith("HTTP/1.1 200 ");
      }
      assertThat(rest(first)).isEmpty();
      // the others were kept: their requests go on
      second.getOutputStream().write(("{}" + " ".repeat(98)).getBytes(StandardCharsets.US_ASCII));
      assertThat(status(second)).isEqualTo("HTTP/1.1 200 ");
      third.getOutputStream().write(WHOLE.getBytes(StandardCharsets.US_ASCII));
      assertThat(status(third)).isEqualTo("HTTP/1.1 200 ");
    }
  }

  @Test
  void aServerThatEndsDoesNotWaitForHeldConnections() throws IOException {
    List<Socket> held = new ArrayList<>();
    try (ShopServer server = serve(limits(100, LONG))) {
      held.add(send(server, "GET / HTTP/1.1\r\nHost: loc"));
      held.add(send(server, POST + "Content-Length: 100\r\n\r\n{"));
    }
    for (Socket socket : held) {
      assertThat(rest(socket)).doesNotContain("HTTP/1.1 200");
    }
    closeAll(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/version HTTP/1.0\r\n\r\n",
        "GET /v1/version HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
        "GET /v1/version HTTP/1.0\r\nConnection: close\r\nHost: localhost:80\r\n\r\n"
      })
  void aRequestOfHttp10IsAnsweredAndItsConnectionClosed(String request) throws IOException {
    try (ShopServer server = serve(ServeConfig.read(Optional.empty(), Map.of()).connections())) {
      try (Socket old = send(server, request)) {
        assertThat(rest(old))
            .startsWith("HTTP/1.1 200 ")
            .contains("Connection: close", "\"dataset\"");
      }
      String body = "{\"user\": \"u1\"}";
      String post = POST.replace("1.1", "1.0") + "Content-Length: 14\r\n\r\n" + body;
      try (Socket old = send(server, post.substring(0, 30))) {
        old.getOutputStream().write(post.substring(30).getBytes(StandardCharsets.US_ASCII));
        assertThat(rest(old)).startsWith("HTTP/1.1 200 ").contains("\"requestId\"");
      }
    }
  }

  private ShopServer serve(ConnectionLimits connections) {
    return serve(ApiKeys.NONE, Limits.NONE, connections);
  }

  private ShopServer serve(ApiKeys keys, Limits limits, ConnectionLimits connections) {
    AccessControl access = new AccessControl(keys, limits);
    return ShopServer.start(
        folder,
        new Operation(access, Optional.empty(), ServerLog.off(), Operation.NO_RELOAD),
        connections);
  }

  private static ConnectionLimits limits(int most, Duration each) {
    return new ConnectionLimits(most, each, each, each, each);
  }

  private static Socket send(ShopServer server, String start) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000); // ends the test where the server does not close
    socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Returns the start of an answer, up to its status. */
  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
  }

  /** Returns what comes until the server closes. */
  private static String rest(Socket socket) throws IOException {
    StringBuilder all = new StringBuilder();
    byte[] some = new byte[8_192];
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(some)) {
        all.append(new String(some, 0, n, StandardCharsets.UTF_8));
      }
    } catch (SocketException e) {
      // reset, since something was sent that the server did not read: closed as well
    }
    return all.toString();
  }

  /** Sends the same every 20 ms, until the server has closed the connection. */
  private static boolean dripUntilClosed(Socket socket, String drip) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try {
      socket.setSoTimeout(20);
      while (System.nanoTime() < end) {
        socket.getOutputStream().write(drip.getBytes(StandardCharsets.US_ASCII));
        try {
          while (socket.getInputStream().read() >= 0) {
            // an answer, which another test reads
          }
          return true;
        } catch (SocketTimeoutException e) {
          // still open
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Asks and never reads, until the server has closed the connection. */
  private static boolean askUntilClosed(Socket socket, String ask) {
    byte[] bytes = ask.getBytes(StandardCharsets.US_ASCII);
    try {
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < 100_000; i++) {
        out.write(bytes); // waits where the server reads no more
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
