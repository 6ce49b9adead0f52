package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;

/** Parts of one Parquet table that were written with other types, columns and orders. */
class ParquetPartsTest {
  @TempDir Path temp;
  private World world;

  @BeforeEach
  void makeWorld() {
    world =
        new World(temp)
            .yaml("interactions: {path: 'p*.parquet', columns: {user: u, item: i, value: v}}\n");
  }

  private void part(int number, String rows) {
    World.sql(
        "jdbc:duckdb:",
        "COPY ("
            + rows
            + ") TO '"
            + world.folder.resolve("p" + number + ".parquet")
            + "' (FORMAT parquet)");
  }

  private List<String> rows() {
    return world.query("SELECT \"user\", item, value FROM {interactions} ORDER BY ALL");
  }

  @Test
  void fractionsOfALaterPartStay() {
    part(0, "SELECT 'a' AS u, 'x' AS i, 4 AS v");
    part(1, "SELECT 'b' AS u, 'y' AS i, 4.5::DOUBLE AS v");
    world.ingest();
    assertThat(rows()).containsExactly("a|x|4.0", "b|y|4.5");
  }

  @Test
  void leadingZerosOfALaterPartStay() {
    part(0, "SELECT 7::BIGINT AS u, 'x' AS i, 1 AS v");
    part(1, "SELECT '0007' AS u, 'x' AS i, 2 AS v");
    assertThat(world.ingest().warnings())
        .anyMatch(w -> w.contains("the column u is BIGINT in p0.parquet, VARCHAR in p1.parquet"));
    assertThat(rows()).containsExactly("0007|x|2.0", "7|x|1.0");
  }

  @Test
  void largeNumbersEmptyFirstPartsMissingColumnsAndAColumnFilenameAreRead() {
    part(0, "SELECT 1::INTEGER AS u, 'x' AS i, NULL AS v, 'f' AS filename");
    part(1, "SELECT 2.5::DOUBLE AS v, 1099511627776::BIGINT AS u, 'y' AS i");
    part(2, "SELECT 3::INTEGER AS u, 'z' AS i");
    assertThat(world.ingest().warnings())
        .anyMatch(w -> w.contains("1 of 3 files of p*.parquet have no column v, such as p2"));
    assertThat(rows()).containsExactly("1|x|-", "1099511627776|y|2.5", "3|z|-");
  }

  @Test
  void aSingleFileMayHoldAColumnFilename() {
    part(0, "SELECT 'a' AS u, 'x' AS i, 1 AS v, 'f' AS filename");
    world.ingest();
    assertThat(rows()).containsExactly("a|x|1.0");
  }

  @Test
  void typesWithoutACommonOneAreRefusedByColumnAndFile() {
    part(0, "SELECT 'a' AS u, 'x' AS i, 1.5::DOUBLE AS v");
    part(1, "SELECT 'b' AS u, 'y' AS i, 'good' AS v");
    assertThatThrownBy(world::ingest)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the column v is DOUBLE in p0.parquet, VARCHAR in p1.parquet");
  }

  /** Whatever numeric types parts are written with, each value is read as it was. */
  @RepeatedTest(5)
  void valuesOfAnyNumericTypesStay(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<String> types =
        List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "FLOAT", "DOUBLE");
    List<String> expected = new ArrayList<>();
    int parts = 2 + random.nextInt(3);
    for (int p = 0; p < parts; p++) {
      String id = types.get(random.nextInt(5));
      String value = types.get(random.nextInt(types.size()));
      double v = value.matches("FLOAT|DOUBLE") ? random.nextInt(200) / 8.0 : random.nextInt(100);
      int user = p * 10 + random.nextInt(10);
      part(
          p,
          "SELECT " + user + "::" + id + " AS u, 'i" + p + "' AS i, " + v + "::" + value + " AS v");
      expected.add(user + "|i" + p + "|" + v);
    }
    world.ingest();
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(expected);
  }
}
