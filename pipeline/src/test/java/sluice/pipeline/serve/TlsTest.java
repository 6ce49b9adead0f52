package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.UserError;
import sluice.pipeline.config.ServeConfig;
import sluice.serving.access.AccessControl;
import sluice.serving.access.ApiKeys;
import sluice.serving.connection.ConnectionLimits;
import sluice.serving.http.Operation;
import sluice.serving.log.ServerLog;
import sluice.serving.tls.ServerCertificate;

/** HTTPS with certificates that the JDK's keytool makes. */
class TlsTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    make("rsa", "RSA");
    make("ec", "EC");
    make("ed", "Ed25519");
    Files.writeString(folder.resolve("text.pem"), "nothing of the kind");
    Files.writeString(folder.resolve("old.pem"), pem("RSA PRIVATE KEY", new byte[] {1, 2, 3}));
    Files.writeString(folder.resolve("broken.pem"), pem("CERTIFICATE", new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{certificate: rsa.pem, key: rsa.key}",
        "{certificate: ec.pem, key: ec.key}",
        "{certificate: ed.pem, key: ed.key}",
        "{keystore: rsa.p12, password: changeit}"
      })
  void aCallerWhoTrustsTheCertificateIsAnswered(String tls, @TempDir Path store) throws Exception {
    ServerCertificate certificate = read("tls: " + tls).tls().orElseThrow();
    Operation operation =
        new Operation(
            new AccessControl(ApiKeys.NONE),
            Optional.of(certificate),
            ServerLog.off(),
            Operation.NO_RELOAD);
    try (ShopServer server = ShopServer.start(store, operation);
        HttpClient trusting = client(certificate.chain().getFirst());
        HttpClient stranger = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/v1/version"))
              .build();
      HttpResponse<String> answer = trusting.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThatThrownBy(() -> stranger.send(request, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(SSLHandshakeException.class);
      HttpRequest plain =
          HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/v1/version"))
              .build();
      assertThatThrownBy(() -> stranger.send(plain, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "16", "1603010200010001fc0303"}) // none, a byte, a cut ClientHello
  void aHandshakeThatTakesTooLongEndsTheConnection(String sent, @TempDir Path store)
      throws IOException {
    Operation operation =
        new Operation(
            new AccessControl(ApiKeys.NONE),
            read("tls: {certificate: rsa.pem, key: rsa.key}").tls(),
            ServerLog.off(),
            Operation.NO_RELOAD);
    Duration other = Duration.ofMinutes(10);
    ConnectionLimits few = new ConnectionLimits(10, Duration.ofMillis(200), other, other, other);
    try (ShopServer server = ShopServer.start(store, operation, few);
        Socket half = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      half.setSoTimeout(20_000); // ends the test where the server does not close
      half.getOutputStream().write(HexFormat.of().parseHex(sent));
      assertThat(half.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{certificate: rsa.pem}|certificate and key are expected, or keystore and password",
        "{keystore: rsa.p12}|certificate and key are expected, or keystore and password",
        "{certificate: rsa.pem, key: rsa.key, keystore: rsa.p12, password: x}|certificate and key",
        "{certificat: rsa.pem}|unknown key tls.certificat (did you mean certificate?)",
        "{certificate: none.pem, key: rsa.key}|none.pem does not exist; a file in PEM is expected",
        "{certificate: text.pem, key: rsa.key}|text.pem holds no certificate",
        "{certificate: broken.pem, key: rsa.key}|broken.pem: a certificate in it cannot be read",
        "{certificate: rsa.pem, key: text.pem}|text.pem holds no private key",
        "{certificate: rsa.pem, key: old.pem}|old.pem holds RSA PRIVATE KEY; a key in PKCS#8",
        "{certificate: rsa.pem, key: old.pem}|. Fix: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW",
        "{certificate: rsa.pem, key: ec.key}|ec.key: this key is not that of the certificate",
        "{certificate: rsa.pem, key: other.key}|other.key: this key is not that of the certificate",
        "{keystore: none.p12, password: x}|none.p12 does not exist; a keystore is expected there",
        "{keystore: text.pem, password: x}|text.pem is no keystore; PKCS#12 (.p12) is expected",
        "{keystore: rsa.p12, password: wrong}|rsa.p12: the password is not that of this keystore"
      })
  void aWrongFileIsToldWithItsPlace(String tls, String message) throws Exception {
    if (tls.contains("other.key") && !Files.exists(folder.resolve("other.key"))) {
      make("other", "RSA");
    }
    assertThatThrownBy(() -> read("tls: " + tls))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve("serve.yaml") + ":1: ")
        .hasMessageContaining(message);
  }

  @Test
  void aKeystoreWithoutAKeyIsRefused() throws Exception {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    try (var out = Files.newOutputStream(folder.resolve("empty.p12"))) {
      empty.store(out, "changeit".toCharArray());
    }
    assertThatThrownBy(() -> read("tls: {keystore: empty.p12, password: changeit}"))
        .hasMessageContaining("empty.p12 holds no private key");
  }

  private static ServeConfig read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("serve.yaml"), yaml);
    return ServeConfig.read(Optional.of(file), Map.of());
  }

  private static HttpClient client(Certificate trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("server", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  /** Makes a key and a certificate for localhost that it signs itself, as PKCS#12 and as PEM. */
  private static void make(String name, String algorithm) throws Exception {
    Path keystore = folder.resolve(name + ".p12");
    char[] password = "changeit".toCharArray();
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(password),
                "-keystore",
                keystore.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance(keystore.toFile(), password);
    Key key = store.getKey("own", password);
    Files.writeString(folder.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded()));
    Files.writeString(
        folder.resolve(name + ".pem"),
        "of " + name + ":\n" + pem("CERTIFICATE", store.getCertificate("own").getEncoded()));
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(content)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}
