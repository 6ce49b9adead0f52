package sluice.ingestion.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Progress;
import sluice.core.UserError;

class DatasetFetcherTest {
  @TempDir Path target;

  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private byte[] archive = new byte[0];
  private String md5 = "";
  private int cutAfter = Integer.MAX_VALUE;

  @BeforeEach
  void startServer() throws Exception {
    archive = zip("toy/ratings.csv", "toy/sub/movies.csv");
    md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/sets/toy.zip", this::serve);
    server.createContext(
        "/sets/toy.zip.md5",
        e -> answer(e, 200, ("MD5 (toy.zip) = " + md5 + "\n").getBytes(StandardCharsets.UTF_8)));
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("content of " + name).repeat(200).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(String.valueOf(range));
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    byte[] body = Arrays.copyOfRange(archive, Math.min(from, archive.length), archive.length);
    try (exchange) {
      if (range != null) {
        exchange
            .getResponseHeaders()
            .add(
                "Content-Range",
                "bytes " + from + "-" + (archive.length - 1) + "/" + archive.length);
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, body.length);
      exchange.getResponseBody().write(body, 0, Math.min(cutAfter, body.length));
      exchange.getResponseBody().flush();
    } catch (IOException e) {
      // Closing a response that is not complete is what the test of a cut connection is about.
    }
  }

  private Path fetch(Optional<String> checksum) {
    return fetch(checksum, "http://127.0.0.1:" + server.getAddress().getPort() + "/sets");
  }

  private Path fetch(Optional<String> checksum, String base) {
    NamedDataset.Download download =
        new NamedDataset.Download("http://nowhere/", "toy.zip", "toy", checksum);
    NamedDataset toy =
        new NamedDataset("toy", "small", new NamedDataset.Terms("none", ""), Optional.of(download));
    return DatasetFetcher.fetch(toy, download, target, Optional.of(base), Progress.SILENT);
  }

  private List<String> left() throws IOException {
    try (var list = Files.list(target)) {
      return list.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void fetchesChecksAndUnpacks() throws IOException {
    Path folder = fetch(Optional.of(md5));
    assertThat(folder.resolve("ratings.csv")).content().startsWith("content of toy/ratings.csv");
    assertThat(folder.resolve("sub/movies.csv")).exists();
    assertThat(left()).containsExactly("toy");
    assertThat(fetch(Optional.of(md5))).isEqualTo(folder);
    assertThat(ranges).as("what is there is not fetched again").hasSize(1);
  }

  @Test
  void usesTheChecksumBesideTheFile() throws IOException {
    assertThat(fetch(Optional.empty())).isDirectory();
    md5 = "no checksum here";
    Files.move(target.resolve("toy"), target.resolve("other"));
    assertThatThrownBy(() -> fetch(Optional.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("toy.zip.md5 gave no checksum (status 200)");
  }

  @Test
  void goesOnWhereTheConnectionWasCut() throws IOException {
    cutAfter = 100;
    assertThatThrownBy(() -> fetch(Optional.of(md5)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("What has arrived is kept; the same command goes on from there");
    assertThat(left()).containsExactly("toy.zip.part");
    long arrived = Files.size(target.resolve("toy.zip.part"));
    cutAfter = Integer.MAX_VALUE;
    assertThat(fetch(Optional.of(md5)).resolve("ratings.csv")).exists();
    assertThat(ranges).containsExactly("null", arrived == 0 ? "null" : "bytes=" + arrived + "-");
    assertThat(left()).containsExactly("toy");
  }

  @Test
  void aWrongChecksumHarmsNothing() throws IOException {
    Files.createDirectories(target.resolve("ml-1m"));
    assertThatThrownBy(() -> fetch(Optional.of("0".repeat(32))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "has the checksum (md5) " + md5 + " where " + "0".repeat(32) + " is expected");
    assertThat(left()).containsExactly("ml-1m");
  }

  @Test
  void aMissingFileHarmsNothing() throws IOException {
    String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/elsewhere/";
    assertThatThrownBy(() -> fetch(Optional.of(md5), base))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "elsewhere/toy.zip answers with status 404 (not found); is the address right?");
    assertThat(left()).isEmpty();
  }

  @Test
  void noNetwork() throws IOException {
    server.stop(0);
    assertThatThrownBy(() -> fetch(Optional.of(md5)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("failed: no connection. Is the network there?");
    assertThat(left()).isEmpty();
  }

  @Test
  void anArchiveThatReachesOutsideIsRefused() throws Exception {
    archive = zip("toy/ratings.csv", "../../evil.csv");
    md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
    assertThatThrownBy(() -> fetch(Optional.of(md5)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "holds ../../evil.csv, which would lie outside its folder; nothing was unpacked");
    assertThat(left()).containsExactly("toy.zip.part");
    assertThat(target.resolveSibling("evil.csv")).doesNotExist();
  }

  @Test
  void unknownNamesAndTheSample() {
    assertThatThrownBy(
            () -> DatasetFetcher.fetch("ml-1n", target, Optional.empty(), Progress.SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("there is no dataset named ml-1n (did you mean ml-1m?)");
    assertThatThrownBy(
            () -> DatasetFetcher.fetch("sample", target, Optional.empty(), Progress.SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is nothing to fetch");
    assertThat(NamedDatasets.names()).contains("sample", "ml-latest-small", "ml-32m");
  }
}
