package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.Randomness;
import sluice.ingestion.CanonicalTables;

class QuarantineTest {
  private static final String X =
      "interactions: {path: '*.csv', columns: {user: u, item: i, value: r, timestamp: t}}\n";

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void badRowsKeepTheirFileLineAndText(String lineEnd) {
    World world = new World(temp);
    world
        .yaml(X)
        .file(
            "a.csv",
            String.join(
                lineEnd,
                "\uFEFFu,i,r,t",
                "u1,i1,5,1100000000",
                "u2,\"i" + lineEnd + "2\",4,1100000000",
                "",
                "u3,i3",
                "u4,i4,3,1100000000,7",
                "u5,i5,x,1100000000",
                "u6,i6,1,1100000001",
                "u6,i6,1,1100000001",
                ""))
        .file("b.csv", "u,i,r,t\nu7,i7,1,1100000000\n,\"i,8\",2,1100000000\nu8,i8,1,1100000000");
    CanonicalTables tables = world.ingest();
    assertThat(world.quarantine())
        .containsExactly(
            "table,file,line,reason,raw",
            "interactions,\"a.csv\",6,\"the row has 2 columns where 4 are expected\",\"u3,i3\"",
            "interactions,\"a.csv\",7,\"the row has 5 columns where 4 are"
                + " expected\",\"u4,i4,3,1100000000,7\"",
            "interactions,\"a.csv\",8,\"value is not a number: 'x'\",\"u5,i5,x,1100000000\"",
            "interactions,\"b.csv\",3,\"user is empty\",\",\"\"i,8\"\",2,1100000000\"");
    assertThat(tables.rows("interactions")).isEqualTo(5);
    assertThat(tables.counts().badRows()).containsEntry("interactions", 4L);
    assertThat(tables.counts().duplicates()).containsEntry("interactions", 1L);
    assertThat(tables.warnings())
        .containsExactly(
            "1 exact repeats of rows of interactions were dropped",
            "4 bad rows of interactions are in quarantine.csv");
  }

  @Test
  void strangersStayAndAreWarnedOf() {
    World world = new World(temp);
    world
        .yaml(X.replace("'*.csv'", "x.csv") + "items: {path: items.csv, key: id}")
        .file("x.csv", "u,i,r,t\nu1,i1,5,1100000000\nu1,i9,5,1100000000\nu2,i9,4,1100000000\n")
        .file("items.csv", "id\ni1\ni1\n");
    CanonicalTables tables = world.ingest();
    assertThat(tables.rows("interactions")).isEqualTo(3);
    assertThat(tables.warnings())
        .contains(
            "2 rows of interactions name 1 items that have no row in items; they stay, without"
                + " attributes");
    assertThat(tables.counts().duplicates()).containsEntry("items", 1L);
  }

  @Test
  void theSamePairAtAnotherTimeStays() {
    World world = new World(temp);
    world
        .yaml(X)
        .file("x.csv", "u,i,r,t\nu1,i1,5,1100000001\nu1,i1,5,1100000000\nu1,i1,5,1100000001\n");
    assertThat(world.ingest().rows("interactions")).isEqualTo(2);
  }

  /**
   * Seeded files with faults of every kind, quotes and blank lines: each bad row's line must be the
   * true one.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void linesAreTrueInRandomFiles(long seed) {
    World world = new World(temp);
    StringBuilder text = new StringBuilder("u,i,r,t\n");
    java.util.Map<String, Integer> lineOfBad = new java.util.LinkedHashMap<>();
    int line = 2;
    for (int row = 0; row < 3000; row++) {
      int dice = (int) Math.floorMod(Randomness.key(seed, "row", row), 40L);
      String item = "i" + row;
      switch (dice) {
        case 0 -> text.append('\n');
        case 1 -> {
          text.append("u,\"").append(item).append("\n\n\",1,1100000000\n");
          line += 2;
        }
        case 2 -> {
          lineOfBad.put(item, line);
          text.append("u,").append(item).append(",bad,1100000000\n");
        }
        case 3 -> {
          lineOfBad.put(item, line);
          text.append("u,").append(item).append("\n");
        }
        case 4 -> {
          lineOfBad.put(item, line);
          text.append("u,").append(item).append(",1,1100000000,5\n");
        }
        default -> text.append("u,").append(item).append(",1,1100000000\n");
      }
      line++;
    }
    world.yaml(X).file("x.csv", text.toString());
    world.ingest(World.settings().withThreads(2));
    List<String> rows = world.quarantine();
    assertThat(rows).hasSize(lineOfBad.size() + 1);
    int k = 1;
    for (var e : lineOfBad.entrySet()) {
      assertThat(rows.get(k++))
          .startsWith("interactions,\"x.csv\"," + e.getValue() + ",")
          .contains("u," + e.getKey());
    }
  }

  @Test
  void theSameBytesForAnyNumberOfThreadsAndAgain() throws IOException {
    World world = new World(temp);
    StringBuilder text = new StringBuilder("u,i,r,t\n");
    for (int row = 0; row < 300_000; row++) {
      long bits = Randomness.key(7, "row", row);
      text.append('u')
          .append(Math.floorMod(bits, 5000))
          .append(",i")
          .append(Math.floorMod(bits >> 20, 900));
      text.append(",3.5,").append(1_100_000_000L + Math.floorMod(bits >> 40, 100_000)).append('\n');
    }
    world.yaml(X).file("x.csv", text.toString());
    byte[] first = null;
    String fingerprint = "";
    for (int threads : new int[] {1, 2, 4, 2}) {
      CanonicalTables tables = world.ingest(World.settings().withThreads(threads));
      byte[] bytes = Files.readAllBytes(world.tables.resolve("interactions.parquet"));
      if (first != null) {
        assertThat(Arrays.equals(bytes, first)).as("bytes with %s threads", threads).isTrue();
        assertThat(tables.fingerprint()).isEqualTo(fingerprint);
      }
      first = bytes;
      fingerprint = tables.fingerprint();
    }
    assertThat(
            world
                .query(
                    "SELECT count(*), bool_and(ok) FROM (SELECT timestamp >= lag(timestamp) OVER"
                        + " (ORDER BY seq) AS ok FROM {interactions})")
                .get(0))
        .endsWith("|true");
    world.file("x.csv", text + "u1,i1,1,1100000000\n");
    assertThat(world.ingest().fingerprint()).isNotEqualTo(fingerprint);
  }
}
