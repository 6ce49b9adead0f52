package sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shape of each set of parameters stays within the ranges of docs/concepts/sample-world.md. */
class WorldShapeTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"base, 0.6, 0.75", "niche, 0.5, 0.65", "viral, 0.7, 0.85"})
  void shapeIsAsDocumented(String parameters, double leastGini, double mostGini)
      throws SQLException {
    Path world =
        SmallWorld.generate(
            new SampleSettings(
                1_000, 2_000, 100_000, 90, JudgementSource.UNIFORM, parameters, 100, 200, 42),
            temp,
            2);
    String did = "(from '$/interactions/part-*.parquet' where event <> 'hide')";
    List<List<Object>> counts =
        SmallWorld.query(
            world,
            "select count(d.item) from '$/items.parquet' i left join "
                + did
                + " d on i.item = d.item group by i.item");
    double[] perItem =
        counts.stream().mapToDouble(r -> ((Number) r.get(0)).doubleValue()).toArray();
    assertThat(SmallWorld.gini(perItem))
        .as("Gini of views over items")
        .isBetween(leastGini, mostGini);

    double views = SmallWorld.number(world, "select count(*) from " + did);
    double shown = SmallWorld.number(world, "select count(*) from '$/impressions/part-*.parquet'");
    assertThat(shown).isBetween(90_000.0, 110_000.0);
    assertThat(views / shown).as("share of impressions watched").isBetween(0.1, 0.25);
    assertThat(views / 1_000).as("views a user").isBetween(10.0, 25.0);
    assertThat(
            SmallWorld.number(
                world, "select 1 - count(distinct (\"user\", item)) / count(*) from " + did))
        .as("repeats")
        .isBetween(0.001, 0.015);
    assertThat(
            SmallWorld.number(
                world, "select avg(n) from (select count(*) n from " + did + " group by session)"))
        .as("views a session")
        .isBetween(2.5, 8.0);
    double testRows = SmallWorld.number(world, "select count(*) from '$/test.parquet'");
    assertThat(testRows / (100 * 200))
        .as("share watched under uniform showing")
        .isBetween(0.02, 0.045);
  }
}
