package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
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

/** Which names a server answers to; the names are written to the socket, as no client would. */
class HostNameTest {
  @TempDir static Path open;
  @TempDir static Path locked;
  private static ShopServer withoutKeys;
  private static ShopServer withKeys;

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

  @AfterAll
  static void stop() {
    withoutKeys.close();
    withKeys.close();
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

  private static String ask(ShopServer server, String path, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = "GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n";
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
