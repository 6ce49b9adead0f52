package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order is timestamp, then path, then row: also where all rows have one timestamp. */
class RowOrderTest {
  private static final int FILES = 4;
  private static final int ROWS = 10_000;

  /** Every so many rows one is bad. */
  private static final int BAD = 1_000;

  /** More event types than DuckDB compares one by one. */
  private static final List<String> EVENTS =
      IntStream.range(0, 12).mapToObj(e -> "event" + e).toList();

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "csv.gz", "jsonl"})
  void tiesKeepTheOrderOfTheFilesForAnyNumberOfThreads(String format) throws IOException {
    World world =
        new World(temp)
            .yaml(
                """
                interactions:
                  path: part-*.%s
                  columns: {user: u, item: i, timestamp: t, event: e}
                  events: {%s: 1}
                items: {path: items.csv, key: i, columns: {kind: category}}
                """
                    .formatted(format, String.join(": 1, ", EVENTS)))
            .file("items.csv", items());
    for (int file = 0; file < FILES; file++) {
      write(world, file, format);
    }
    byte[] first = ingested(world, 1);
    List<String> bad = world.quarantine();
    assertThat(bad).hasSize(1 + FILES * ROWS / BAD);
    assertThat(
            world.query("SELECT \"user\" FROM {interactions} ORDER BY seq").stream()
                .mapToInt(user -> Integer.parseInt(user.substring(1))))
        .hasSize(FILES * ROWS - FILES * ROWS / BAD)
        .isSorted();
    for (int threads : new int[] {2, 4, 3}) {
      assertThat(Arrays.equals(ingested(world, threads), first))
          .as("the same bytes with %s threads", threads)
          .isTrue();
      assertThat(world.quarantine()).as("bad rows with %s threads", threads).isEqualTo(bad);
    }
  }

  /** Writes a file's share of the rows, numbered through all files. */
  private static void write(World world, int file, String format) {
    String options =
        switch (format) {
          case "parquet" -> "FORMAT parquet, ROW_GROUP_SIZE 2048";
          case "jsonl" -> "FORMAT json";
          default -> "FORMAT csv";
        };
    World.sql(
        "jdbc:duckdb:",
        """
        COPY (SELECT 'u' || n AS u, 'i' || n %% 50 AS i, 1100000000 AS t,
            CASE WHEN n %% %d = 77 THEN 'none' ELSE 'event' || n %% 12 END AS e
          FROM range(%d, %d) r(n)) TO '%s' (%s)
        """
            .formatted(
                BAD,
                (long) file * ROWS,
                (file + 1L) * ROWS,
                world.folder.resolve("part-" + file + "." + format),
                options));
  }

  private static String items() {
    StringBuilder items = new StringBuilder("i,kind\n");
    for (int i = 0; i < 50; i++) {
      items.append('i').append(i).append(",k\n");
    }
    return items.toString();
  }

  private static byte[] ingested(World world, int threads) throws IOException {
    world.ingest(World.settings().withThreads(threads));
    return Files.readAllBytes(world.tables.resolve("interactions.parquet"));
  }
}
