package sluice.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Parallel;
import sluice.core.UserError;

class BatchOutputTest {
  @TempDir Path folder;

  private static void writeMissing(BatchOutput output) throws IOException {
    for (int part = 0; part < output.parts(); part++) {
      if (!output.complete(part)) {
        int p = part;
        output.write(part, sink -> HalfABatch.rows(output, p, sink));
      }
    }
  }

  private Path whole(String name) throws IOException {
    Path file = Files.createDirectories(folder.resolve("whole")).resolve(name);
    BatchOutput output = HalfABatch.open(file);
    writeMissing(output);
    output.finish();
    return file;
  }

  private List<String> expected() throws IOException {
    Path unused = folder.resolve("expected.csv");
    BatchOutput all = BatchOutput.open(unused, HalfABatch.USERS, 100, "");
    List<String> rows = new ArrayList<>();
    HalfABatch.rows(
        all,
        0,
        (user, rank, item, score, probability, propensity) ->
            rows.add(user + "|" + rank + "|" + item + "|" + score));
    return rows;
  }

  /** DuckDB's own readers are the judges of all three formats. */
  private static List<String> read(Path file) throws SQLException {
    String name = file.getFileName().toString();
    String relation =
        name.endsWith(".parquet")
            ? "read_parquet(?)"
            : name.endsWith(".csv")
                ? "read_csv(?, header = true, quote = '\"', escape = '\"', nullstr = 'never',"
                    + " columns = {'user': 'VARCHAR', 'rank': 'INTEGER', 'item': 'VARCHAR',"
                    + " 'score': 'FLOAT', 'probability': 'DOUBLE', 'propensity': 'DOUBLE'})"
                : "read_json(?, format = 'newline_delimited', columns = {'user': 'VARCHAR',"
                    + " 'rank': 'INTEGER', 'item': 'VARCHAR', 'score': 'FLOAT', 'probability': 'DOUBLE',"
                    + " 'propensity': 'DOUBLE'})";
    List<String> rows = new ArrayList<>();
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = db.createStatement()) {
      sql.execute("SET threads = 1");
      String query = "FROM " + relation.replace("?", "'" + file + "'");
      try (ResultSet r = sql.executeQuery(query)) {
        while (r.next()) {
          rows.add(
              r.getString("user")
                  + "|"
                  + r.getInt("rank")
                  + "|"
                  + r.getString("item")
                  + "|"
                  + r.getFloat("score")
                  + (r.getDouble("probability") == 0.5 ? "" : "|no probability")
                  + (r.getDouble("propensity") == 0.25 ? "" : "|no propensity"));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.csv", "out.jsonl"})
  void whatIsReadIsWhatWasWritten(String name) throws Exception {
    assertThat(read(whole(name))).isEqualTo(expected());
    try (Stream<Path> left = Files.list(folder.resolve("whole"))) {
      assertThat(left).as("no parts are left").hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.csv", "out.jsonl"})
  void aBatchWhoseProcessIsKilledGoesOnWhereItStopped(String name) throws Exception {
    Path file = folder.resolve(name);
    assertThat(runAlone(HalfABatch.class, file, 512)).isEqualTo(HalfABatch.GONE);
    assertThat(file).doesNotExist();

    BatchOutput output = HalfABatch.open(file);
    assertThat(Stream.of(0, 1, 2, 3, 4).map(output::complete))
        .containsExactly(true, true, false, false, false);
    writeMissing(output);
    output.finish();
    assertThat(file).hasSameBinaryContentAs(whole(name));
    assertThat(folder.resolve(name + ".parts")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.csv", "out.jsonl"})
  void aPartThatFailsLeavesNothingAndCanBeWrittenAgain(String name) throws Exception {
    Path file = folder.resolve(name);
    BatchOutput output = HalfABatch.open(file);
    assertThatThrownBy(() ->
            output.write(
                0,
                sink -> {
                  HalfABatch.rows(output, 0, sink);
                  throw new IOException("no space left");
                }))
        .hasMessageContaining("no space left");
    assertThatThrownBy(
            () -> output.write(1, sink -> sink.add("u", 1, "i", Float.NaN, Double.NaN, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    try (Stream<Path> left = Files.list(folder.resolve(name + ".parts"))) {
      assertThat(left.map(p -> p.getFileName().toString())).containsExactly("job.txt");
    }
    assertThatThrownBy(output::finish).isInstanceOf(IllegalStateException.class);
    assertThat(file).doesNotExist();
    writeMissing(output);
    output.finish();
    assertThat(read(file)).isEqualTo(expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.csv", "out.jsonl"})
  void partsMayBeWrittenByThreadsInAnyOrder(String name) throws Exception {
    Path file = folder.resolve(name);
    BatchOutput output = HalfABatch.open(file);
    Parallel.run(
        3,
        output.parts(),
        () -> output,
        (i, out) -> {
          int part = out.parts() - 1 - i;
          try {
            out.write(part, sink -> HalfABatch.rows(out, part, sink));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    output.finish();
    assertThat(file).hasSameBinaryContentAs(whole(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.csv", "out.jsonl"})
  void noUsersGiveAFileWithoutRows(String name) throws Exception {
    Path file = folder.resolve(name);
    BatchOutput output = BatchOutput.open(file, 0, 5, "none");
    assertThat(output.parts()).isZero();
    output.finish();
    assertThat(read(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.parquet", "out.csv", "out.jsonl"})
  void aBatchLargerThanTheHeapIsWrittenAndMerged(String name) throws Exception {
    Path file = folder.resolve(name);
    assertThat(runAlone(LargeBatch.class, file, LargeBatch.HEAP_MEGABYTES)).isZero();
    String relation = name.endsWith(".jsonl") ? "read_json('" + file + "')" : "'" + file + "'";
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = db.createStatement();
        ResultSet r =
            sql.executeQuery(
                "SELECT count(*), count(DISTINCT user), sum(length(user) + length(item)) FROM "
                    + relation)) {
      r.next();
      assertThat(r.getLong(1)).isEqualTo(LargeBatch.ROWS);
      assertThat(r.getLong(2)).isEqualTo(LargeBatch.USERS);
      assertThat(r.getLong(3)).isGreaterThan((2L * LargeBatch.HEAP_MEGABYTES) << 20);
    }
  }

  /** Runs a main class in a process of its own; returns its exit code. */
  private static int runAlone(Class<?> main, Path file, int heapMegabytes)
      throws IOException, InterruptedException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx" + heapMegabytes + "m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            file.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  void csvIsThatOfRfc4180() throws Exception {
    Path file = folder.resolve("out.csv");
    BatchOutput output = BatchOutput.open(file, 1, 5, "");
    output.write(
        0,
        sink -> {
          sink.add("u1", 1, "a \"b\", c", 0.5f, 0.125, 0.5);
          sink.add("", 2, "line\nbreak", -1e-10f, Double.NaN, 1);
        });
    output.finish();
    assertThat(Files.readString(file).split("\r\n", -1))
        .containsExactly(
            "user,rank,item,score,probability,propensity",
            "u1,1,\"a \"\"b\"\", c\",0.5,0.125,0.5",
            "\"\",2,\"line\nbreak\",-1.0E-10,,1.0",
            "");
  }

  @Test
  void jsonLinesAreOneObjectALine() throws Exception {
    Path file = folder.resolve("out.jsonl");
    BatchOutput output = BatchOutput.open(file, 1, 5, "");
    output.write(
        0,
        sink -> {
          sink.add("u1", 1, "a \"b\"\n", 0.5f, 0.125, 0.5);
          sink.add("u1", 2, "c", 0.25f, Double.NaN, 1);
        });
    output.finish();
    assertThat(Files.readString(file).split("\n", -1))
        .containsExactly(
            "{\"user\":\"u1\",\"rank\":1,\"item\":\"a \\\"b\\\"\\n\",\"score\":0.5,\"probability\":0.125,"
                + "\"propensity\":0.5}",
            "{\"user\":\"u1\",\"rank\":2,\"item\":\"c\",\"score\":0.25,\"propensity\":1.0}",
            "");
  }

  @Test
  void partsOfAnotherJobAreNotTaken() throws Exception {
    Path file = folder.resolve("out.csv");
    BatchOutput output = HalfABatch.open(file);
    output.write(0, sink -> HalfABatch.rows(output, 0, sink));
    assertThatThrownBy(() -> BatchOutput.open(file, 23, 5, "bundle 8, 20 items"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bundle 7")
        .hasMessageContaining("bundle 8")
        .hasMessageContaining("delete the folder");
    assertThatThrownBy(() -> BatchOutput.open(file, 23, 6, HalfABatch.JOB))
        .isInstanceOf(UserError.class);
    assertThat(HalfABatch.open(file).complete(0)).isTrue();
  }

  @Test
  void anOldFileStandsUntilTheNewOneIsWhole() throws Exception {
    Path file = whole("out.csv");
    String old = Files.readString(file);
    BatchOutput output = BatchOutput.open(file, 1, 1, "new");
    output.write(0, sink -> sink.add("u", 1, "i", 1, 0.25, 1));
    assertThat(Files.readString(file)).isEqualTo(old);
    output.finish();
    assertThat(Files.readString(file))
        .isEqualTo("user,rank,item,score,probability,propensity\r\nu,1,i,1.0,0.25,1.0\r\n");
  }

  /** DuckDB reads names as patterns, and folders such as year=1 as columns. */
  @ParameterizedTest
  @ValueSource(strings = {"it's", "[ab] * ?", "year=1"})
  void foldersOfAnyNameWillDo(String name) throws Exception {
    Path file = Files.createDirectories(folder.resolve(name)).resolve("out.parquet");
    BatchOutput output = HalfABatch.open(file);
    writeMissing(output);
    output.finish();
    assertThat(file).hasSameBinaryContentAs(whole("out.parquet"));
  }

  @Test
  void anUnknownEndingIsRefused() {
    assertThatThrownBy(() -> BatchOutput.open(folder.resolve("out.xls"), 1, 1, ""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(".parquet, .csv or .jsonl");
    assertThat(folder).isEmptyDirectory();
  }
}
