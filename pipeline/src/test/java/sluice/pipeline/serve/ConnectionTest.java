package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKey;
import sluice.serving.access.ApiKeys;
import sluice.serving.access.Role;
import sluice.serving.http.Operation;
import sluice.serving.log.ServerLog;

/**
 * Which names a server answers to, and when it hangs up: written to the socket, as no client would.
 */
class ConnectionTest {
  @TempDir static Path open;
  @TempDir static Path locked;
  @AutoClose private static ShopServer withoutKeys;
  @AutoClose private static ShopServer withKeys;

  @BeforeAll
  static void serve() {
    withoutKeys = ShopServer.start(open);
    ApiKeys keys = new ApiKeys(List.of(new ApiKey("shop", Role.READ, ApiKey.hash("secret"))));
    withKeys =
        ShopServer.start(
            locked,
            new Operation(
                new AccessControl(keys), Optional.empty(), ServerLog.off(), Operation.NO_RELOAD));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LocalHost:8080, 200",
    "127.0.0.1:1, 200",
    "127.9.9.9, 200",
    "[::1]:8080, 200",
    "[::1], 200",
    "evil.example, 403",
    "localhost.evil.example:8080, 403",
    "127.0.0.1.evil.example, 403",
    "evil.example:127, 403",
    "10.0.0.1, 403",
    "[2001:db8::1]:8080, 403"
  })
  void withoutKeysAServerAnswersToItsOwnMachinesNames(String host, int status) throws IOException {
    for (String path : List.of("/v1/version", "/?user=u1", "/metrics")) {
      assertThat(ask(withoutKeys, path, "Host: " + host)).startsWith("HTTP/1.1 " + status + " ");
    }
    assertThat(ask(withoutKeys, "/health/live", "Host: " + host)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void theRefusalSaysHowToMendIt() throws IOException {
    assertThat(ask(withoutKeys, "/v1/version", "Host: evil.example"))
        .contains("application/problem+json")
        .contains("give it keys, or let the proxy before it send Host: localhost")
        .doesNotContain("evil");
  }

  @Test
  void withKeysAServerHasWhateverNameLeadsToIt() throws IOException {
    String key = "Authorization: Bearer secret";
    assertThat(ask(withKeys, "/v1/version", "Host: shop.example\r\n" + key))
        .startsWith("HTTP/1.1 200 ");
    assertThat(ask(withKeys, "/v1/version", "Host: shop.example")).startsWith("HTTP/1.1 401 ");
  }

  @ParameterizedTest
  @CsvSource({"/v1/version, 200", "/?user=u1, 200", "/nothing, 404", "/v1/recommend, 405"})
  void aConnectionIsClosedAfterTheWholeAnswerWhereTheCallerAsks(String path, int status)
      throws IOException {
    for (int i = 0; i < 50; i++) {
      String answer = ask(withoutKeys, path, "Host: localhost");
      assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close");
      int body = answer.getBytes(StandardCharsets.UTF_8).length - answer.indexOf("\r\n\r\n") - 4;
      assertThat(answer).contains("Content-Length: " + body + "\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/version, localhost, 200",
    "/nothing, localhost, 404",
    "/?user=u1, localhost, 200",
    "/v1/version, evil.example, 403"
  })
  void aHeadHasNoBodyNorHasItsRefusal(String path, String host, int status) throws IOException {
    assertThat(ask(withoutKeys, "HEAD", path, "Host: " + host))
        .startsWith("HTTP/1.1 " + status + " ")
        .endsWith("\r\n\r\n");
    assertThat(ask(withKeys, "HEAD", path, "Host: " + host))
        .startsWith("HTTP/1.1 401 ")
        .endsWith("\r\n\r\n");
  }

  private static String ask(ShopServer server, String path, String headers) throws IOException {
    return ask(server, "GET", path, headers);
  }

  private static String ask(ShopServer server, String method, String path, String headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request =
          method + " " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
      socket.setSoTimeout(20_000); // ends the test where the server does not close
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
