package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.UserError;

/** What may be an id, and what only looks like one. */
class IdValuesTest {
  private static final String YAML =
      "interactions: {path: x.csv, columns: {user: u, item: i, value: v}}\n";

  @TempDir Path temp;
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temp);
  }

  private void parquet(String rows) {
    world.yaml(YAML.replace("csv", "parquet"));
    World.sql(
        "jdbc:duckdb:",
        "COPY (" + rows + ") TO '" + world.folder.resolve("x.parquet") + "' (FORMAT parquet)");
  }

  private java.util.List<String> ids() {
    return world.query("SELECT \"user\", item FROM {interactions} ORDER BY ALL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NULL", "null", "\\N", "None", "NaN", "nan", "<NA>"})
  void whatExportsWriteForNullIsNobody(String word) {
    world.yaml(YAML).file("x.csv", "u,i,v\na,x,1\n" + word + ",x,2\nb,y,3\n");
    world.ingest();
    assertThat(ids()).containsExactly("a|x", "b|y");
    assertThat(world.quarantine().get(1)).contains("user stands for no value: '" + word + "'");
  }

  @Test
  void declaredTextsForMissingReplaceTheUsualOnes() {
    world
        .yaml(YAML + "missing: [unknown]\n")
        .file("x.csv", "u,i,v\nNULL,x,1\nunknown,x,2\nb,y,unknown\n");
    world.ingest();
    assertThat(ids()).containsExactly("NULL|x", "b|y");
    assertThat(world.query("SELECT value FROM {interactions} ORDER BY \"user\""))
        .containsExactly("1.0", "-");
  }

  @Test
  void aFloatingPointColumnHoldsWholeIdsAndNaNIsNone() {
    parquet(
        "SELECT * FROM (VALUES (7.0::DOUBLE, 'x', 1), ('NaN'::DOUBLE, 'x', 2), (8.0, 'y', 3))"
            + " t(u, i, v)");
    assertThat(world.ingest().warnings()).anyMatch(w -> w.contains("7.0 is read as 7"));
    assertThat(ids()).containsExactly("7|x", "8|y");
    assertThat(world.quarantine().get(1)).contains("user is empty");
  }

  @Test
  void aFloatingPointIdThatIsNotExactIsBad() {
    parquet("SELECT * FROM (VALUES (7.0::DOUBLE, 'x', 1), (1e17::DOUBLE, 'x', 2)) t(u, i, v)");
    world.ingest();
    assertThat(world.quarantine().get(1)).contains("too large to be exact");
  }

  @Test
  void blanksAroundIdsAreTrimmedAndCounted() {
    world.yaml(YAML).file("x.csv", "u,i,v\na,x,1\na , x,2\n\u00a0b,y\t,3\n");
    assertThat(world.ingest().warnings())
        .contains("2 rows of interactions have blanks around an id; they were trimmed");
    assertThat(world.query("SELECT DISTINCT \"user\", item FROM {interactions} ORDER BY ALL"))
        .containsExactly("a|x", "b|y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"['x', 'z']", "{'id': 'x'}", "map {'a': 1}"})
  void aNestedColumnIsNoId(String value) {
    parquet("SELECT 'a' AS u, " + value + " AS i, 1 AS v");
    assertThatThrownBy(world::ingest)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the column i holds")
        .hasMessageContaining("flatten it first")
        .hasMessageContaining("query:");
  }

  @Test
  void aNestedJsonValueIsABadRow() {
    world
        .yaml(YAML.replace("csv", "jsonl"))
        .file(
            "x.jsonl",
            "{\"u\":\"a\",\"i\":\"x\",\"v\":1}\n{\"u\":\"a\",\"i\":[{\"id\":\"y\"}],\"v\":1}\n");
    world.ingest();
    assertThat(ids()).containsExactly("a|x");
    assertThat(world.quarantine().get(1))
        .contains("item is an array or object where one value is expected");
  }

  @Test
  void jsonWithinACsvColumnIsNoId() {
    world.yaml(YAML).file("x.csv", "u,i,v\na,x,1\na,\"{\"\"id\"\": \"\"y\"\"}\",2\na,[sic],3\n");
    world.ingest();
    assertThat(ids()).containsExactly("a|[sic]", "a|x");
    assertThat(world.quarantine().get(1)).contains("item is an array or object");
  }
}
