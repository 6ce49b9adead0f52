package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;
import sluice.core.text.ConsoleText;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.describe.DatasetDescription;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.DatasetLoader;

/** A path is a name: no character of it selects another file or changes the data. */
@SuppressWarnings("StringConcatToTextBlock") // raw files are clearest line by line
class OddPathsTest {
  private static final String ROWS = "u,i,r,t\nu1,i1,5,1100000000\nu2,i2,4,1100000001\n";
  private static final String OTHER = "u,i,r,t\nother,other,1,1100000000\n";
  private static final List<String> EXPECTED = List.of("u1|i1|5.0", "u2|i2|4.0");
  private static final String COLUMNS =
      "columns: {user: u, item: i, value: r, timestamp: t}}\nname: odd\n";

  @TempDir Path temp;

  private static List<String> rows(World world) {
    Path table = world.tables.resolve("interactions.parquet");
    try {
      // Read a copy under a plain name: the reader is not what is tested here.
      Path plain = Files.createTempDirectory("plain").resolve("interactions.parquet");
      Files.copy(table, plain);
      return World.sql(
          "jdbc:duckdb:", "SELECT \"user\", item, value FROM '" + plain + "' ORDER BY ALL");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aFolderNamedLikeAColumnIsNoPartition() {
    World world = new World(temp.resolve("user=7").resolve("r=1"));
    World.sql(
        "jdbc:duckdb:",
        "COPY (SELECT * FROM (VALUES ('u1', 'i1', 5, 1100000000), ('u2', 'i2', 4, 1100000001))"
            + " v(u, i, r, t)) TO '"
            + world.folder.resolve("x.parquet")
            + "' (FORMAT parquet)");
    world.yaml("interactions: {path: x.parquet, " + COLUMNS);
    world.ingest();
    assertThat(rows(world)).isEqualTo(EXPECTED);
    Dataset loaded = DatasetLoader.load(CanonicalTables.read(world.tables), 1);
    assertThat(loaded.users().size()).isEqualTo(2);
    assertThat(loaded.users().id(0)).isEqualTo("u1");
  }

  @Test
  void bracketsNameAFileWhereItExistsAndArePatternElsewhere() {
    World world = new World(temp);
    world
        .yaml("interactions: {path: 'export[1].csv', " + COLUMNS)
        .file("export[1].csv", ROWS)
        .file("export1.csv", OTHER);
    world.ingest();
    assertThat(rows(world)).isEqualTo(EXPECTED);
    world.yaml("interactions: {path: 'export[12].csv', " + COLUMNS);
    world.ingest();
    assertThat(rows(world)).containsExactly("other|other|1.0");
  }

  @Test
  void badRowsOfAFileWithAnOddNameKeepTheirLine() {
    World world = new World(temp);
    world
        .yaml("interactions: {path: 'a[1]*.csv', " + COLUMNS)
        .file("a[1]*.csv", ROWS + "u3,i3\nu4,,1,1100000000\n");
    world.ingest();
    assertThat(world.quarantine())
        .containsExactly(
            "table,file,line,reason,raw",
            "interactions,\"a[1]*.csv\",4,\"the row has 2 columns where 4 are expected\",\"u3,i3\"",
            "interactions,\"a[1]*.csv\",5,\"item is empty\",\"u4,,1,1100000000\"");
  }

  @Test
  void aPathThatDuckDbCannotNameIsRefused() {
    World world = new World(temp);
    world.yaml("interactions: {path: 'a\\[1].csv', " + COLUMNS).file("a\\[1].csv", ROWS);
    assertThatThrownBy(world::ingest)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "a\\[1].csv: a path with a backslash and one of * ? [ cannot be read; rename it");
  }

  /** Seeded: 12 trees of random names, each next to decoys that a pattern would match. */
  @Test
  void randomNamesChangeNothing() throws IOException {
    String[] parts = {
      "[",
      "]",
      "*",
      "?",
      "{",
      "}",
      "'",
      "\"",
      " ",
      "user=anna",
      "r=1",
      "é",
      "日",
      ";",
      "#",
      "%20",
      "$x",
      "~",
      "!",
      "&",
      ",",
      "a",
      "b",
      "1",
      "=",
      "(",
      ")",
      "..",
      "-"
    };
    Random random = new Random(11);
    for (int round = 0; round < 12; round++) {
      Path folder = temp.resolve("n" + round);
      for (int depth = 0; depth < 2; depth++) {
        folder = folder.resolve(name(random, parts));
      }
      World world = new World(folder);
      String file = name(random, parts);
      String format = List.of("csv", "jsonl", "parquet").get(round % 3);
      Path source = world.folder.resolve(file + "." + format);
      switch (format) {
        case "csv" -> world.file(file + ".csv", ROWS);
        case "jsonl" ->
            world.file(
                file + ".jsonl",
                "{\"u\":\"u1\",\"i\":\"i1\",\"r\":5,\"t\":1100000000}\n"
                    + "{\"u\":\"u2\",\"i\":\"i2\",\"r\":4,\"t\":1100000001}\n");
        default -> {
          Path plain = temp.resolve("plain.parquet");
          World.sql(
              "jdbc:duckdb:",
              "COPY (SELECT * FROM (VALUES ('u1', 'i1', 5, 1100000000), ('u2', 'i2', 4,"
                  + " 1100000001)) v(u, i, r, t)) TO '"
                  + plain
                  + "' (FORMAT parquet)");
          Files.move(plain, source);
        }
      }
      world.file("decoy-a." + format, OTHER).file("1." + format, OTHER).file("x", OTHER);
      world.yaml(
          "interactions: {path: '"
              + source.getFileName().toString().replace("'", "''")
              + "', "
              + COLUMNS);
      CanonicalTables tables = world.ingest();
      assertThat(rows(world)).as(source.toString()).isEqualTo(EXPECTED);
      assertThat(DatasetLoader.load(tables, 1).users().size()).isEqualTo(2);
      assertThat(String.join("\n", ConsoleText.of(List.of(DatasetDescription.describe(tables, 1)))))
          .contains("interactions");
    }
  }

  private static String name(Random random, String[] parts) {
    StringBuilder name = new StringBuilder("d");
    int n = 1 + random.nextInt(4);
    for (int i = 0; i < n; i++) {
      name.append(parts[random.nextInt(parts.length)]);
    }
    return name.append('z').toString();
  }
}
