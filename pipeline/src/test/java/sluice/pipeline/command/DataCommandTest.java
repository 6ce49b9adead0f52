package sluice.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sluice.core.UserError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code sluice data …} on real files and, for downloads, a server of its own. */
class DataCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream trueOut = System.out;
  private final PrintStream trueErr = System.err;

  /** What a command threw; Main gives exit code 2 for a UserError alone. */
  private Throwable thrown;

  private HttpServer server;
  private byte[] archive;
  private String md5;

  @BeforeEach
  void begin() throws Exception {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    archive = archive();
    md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ml-latest-small.zip", e -> answer(e, archive));
    server.createContext(
        "/ml-latest-small.zip.md5", e -> answer(e, md5.getBytes(StandardCharsets.UTF_8)));
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    System.setOut(trueOut);
    System.setErr(trueErr);
  }

  @Test
  void listNamesEachDatasetWithItsSizeAndLicence() {
    assertThat(data("list")).isZero();
    assertThat(out()).contains("sample", "ml-32m", "100,836 ratings", "no commercial use");
  }

  @Test
  void listAsJsonIsOneDocument() {
    assertThat(data("list", "--json")).isZero();
    JsonNode first = JsonMapper.shared().readTree(out()).get(0);
    assertThat(first.get("name").asString()).isEqualTo("sample");
    assertThat(first.get("licence").asString()).startsWith("Apache-2.0");
  }

  @Test
  void quietPrintsNoResult() {
    assertThat(data("list", "--quiet")).isZero();
    assertThat(out()).isEmpty();
  }

  @Test
  void soundDataIsValid() throws IOException {
    Path bad = folder.resolve("bad.csv");
    assertThat(data("validate", toy("a,x,1\na,y,2\nb,x,3\n"), "--quarantine", bad.toString()))
        .isZero();
    assertThat(out()).contains("toy", "interactions", "3 rows");
    assertThat(bad).doesNotExist();
  }

  @Test
  void tooManyBadRowsExitWith2AndLieInQuarantine() throws IOException {
    Path bad = folder.resolve("bad.csv");
    assertThat(data("validate", toy("a,x,1\na,y,never\nb,x,3\n"), "--quarantine", bad.toString()))
        .isEqualTo(2);
    assertThat(out()).contains("bad: 1 of interactions");
    assertThat(bad).content().contains("never");
  }

  @Test
  void whereAllRowsAreBadTheReasonsAndTheFileAreThere() throws IOException {
    Path bad = folder.resolve("bad.csv");
    assertThat(data("validate", toy("a,x,never\nb,x,soon\n"), "--quarantine", bad.toString()))
        .isEqualTo(2);
    assertThat(out())
        .contains("bad: 2 of interactions: timestamp is not a time", "Bad rows are in " + bad)
        .contains("A run allows 1.0 % of them");
    assertThat(bad).content().contains("never", "soon");
  }

  @Test
  void anotherStepIsNamedAndNoWarningStandsTwice() throws IOException {
    String yaml = toy("a,x,1100000000\na,x,1100000000\nb,x,1100000001\n");
    assertThat(data("validate", yaml)).isZero();
    assertThat(out()).contains("Next: sluice run --set dataset=" + yaml);
    assertThat(out().split("exact repeats", -1)).hasSize(2);
  }

  @Test
  void validAsJsonSaysSo() throws IOException {
    assertThat(data("validate", toy("a,x,1\n"), "--json")).isZero();
    assertThat(JsonMapper.shared().readTree(out()).get("valid").asBoolean()).isTrue();
  }

  @Test
  void whatTheValuesAreIsSaid() throws IOException {
    Path yaml = Path.of(toy("a,x,1\na,y,70\nb,x,900\n"));
    Files.writeString(yaml, Files.readString(yaml).replace("timestamp: t", "value: t"));
    assertThat(data("validate", yaml.toString())).isZero();
    assertThat(out())
        .contains("value is count (decided from the data: 3 distinct values from 1 to 900)");
    assertThat(data("validate", yaml.toString(), "--json")).isZero();
    assertThat(out()).contains("\"valueIs\":\"count\"");
  }

  @Test
  void aWrongDeclarationIsAUserError() throws IOException {
    Path yaml = Path.of(toy("a,x,1\n"));
    Files.writeString(yaml, Files.readString(yaml).replace("item: i", "item: thing"));
    assertThat(data("validate", yaml.toString())).isEqualTo(2);
    assertThat(thrown).isInstanceOf(UserError.class).hasMessageContaining("thing");
  }

  @Test
  void aPathThatIsNotThereIsAUserError() {
    assertThat(data("validate", folder.resolve("gone.yaml").toString())).isEqualTo(2);
    assertThat(thrown).isInstanceOf(UserError.class).hasMessageContaining("gone.yaml");
  }

  @Test
  void describePrintsCounts() throws IOException {
    assertThat(data("describe", toy("a,x,1\na,y,2\nb,x,3\n"))).isZero();
    assertThat(out()).containsIgnoringCase("users").containsIgnoringCase("density");
  }

  @Test
  void fetchUnpacksAndTellsTheTerms() {
    assertThat(fetch("ml-latest-small")).isZero();
    assertThat(folder.resolve("data/ml-latest-small/ratings.csv")).exists();
    assertThat(out()).contains("dataset: ");
    assertThat(err()).contains("licence: GroupLens", "cite:    F. Maxwell Harper");
  }

  @Test
  void fetchSaysAsJsonWhereItIs() {
    assertThat(fetch("ml-latest-small", "--json")).isZero();
    assertThat(JsonMapper.shared().readTree(out()).get("dataset").asString())
        .isEqualTo(folder.resolve("data/ml-latest-small").toString());
  }

  @Test
  void aWrongChecksumLeavesNothing() {
    md5 = "0".repeat(32);
    assertThat(fetch("ml-latest-small")).isEqualTo(2);
    assertThat(thrown).isInstanceOf(UserError.class).hasMessageContaining("has the checksum (md5)");
    assertThat(folder.resolve("data")).isEmptyDirectory();
  }

  @Test
  void anUnknownNameGetsTheNearest() {
    assertThat(fetch("ml-latest-smal")).isEqualTo(2);
    assertThat(thrown).isInstanceOf(UserError.class).hasMessageContaining("did you mean");
  }

  @Test
  void theSampleIsNotFetched() {
    assertThat(fetch("sample")).isEqualTo(2);
    assertThat(thrown).isInstanceOf(UserError.class).hasMessageContaining("nothing to fetch");
  }

  @Test
  void withoutACommandTheFourAreNamed() {
    assertThat(data()).isEqualTo(2);
    assertThat(err()).contains("list, describe, fetch or validate");
  }

  private int fetch(String... args) {
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    String to = folder.resolve("data").toString();
    return data(
        Stream.of(List.of("fetch"), List.of(args), List.of("--to", to, "--base-url", base))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private int data(String... args) {
    CommandLine line = new CommandLine(new DataCommand());
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((e, command, parsed) -> {
      thrown = e;
      return e instanceof UserError ? 2 : 1;
    });
    return line.execute(args);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String toy(String rows) throws IOException {
    Files.writeString(folder.resolve("interactions.csv"), "u,i,t\n" + rows);
    return Files.writeString(
            folder.resolve("dataset.yaml"),
            """
            name: toy
            interactions:
              path: interactions.csv
              columns: {user: u, item: i, timestamp: t}
            """)
        .toString();
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("ml-latest-small/ratings.csv"));
      zip.write("userId,movieId,rating,timestamp\n1,1,4.0,1\n".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
