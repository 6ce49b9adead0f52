package sluice.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tables of a small world must keep to. */
class LoggedPeriodTest {
  private static final String SHOWN = "'$/impressions/part-*.parquet'";
  private static final String DID = "'$/interactions/part-*.parquet'";

  @TempDir static Path temp;
  private static Path world;

  @BeforeAll
  static void generate() {
    world = SmallWorld.generate(SmallWorld.settings("base"), temp, 2);
  }

  @Test
  void nothingIsShownOrWatchedBeforeItIsUploaded() throws SQLException {
    for (String table : List.of(SHOWN, DID, "'$/tags/part-*.parquet'", "'$/test.parquet'")) {
      assertThat(
              number(
                  "select count(*) from "
                      + table
                      + " a join '$/items.parquet' b on a.item = b.item"
                      + " where a.\"timestamp\" < b.uploaded"))
          .as(table)
          .isZero();
    }
    assertThat(number("select count(*) from '$/items.parquet' where uploaded > " + start()))
        .isGreaterThan(300);
  }

  @Test
  void noOneActsBeforeSigningUpAndTheLogEndsAtTheCutoff() throws SQLException {
    assertThat(
            number(
                "select count(*) from "
                    + SHOWN
                    + " a join '$/users.parquet' b on a.\"user\" = b.\"user\" where a.\"timestamp\""
                    + " < b.signup"))
        .isZero();
    assertThat(number("select max(\"timestamp\") from " + SHOWN)).isLessThan(end());
    assertThat(number("select max(\"timestamp\") from " + DID)).isLessThan(end());
    assertThat(number("select min(\"timestamp\") from " + SHOWN)).isGreaterThanOrEqualTo(start());
    assertThat(number("select min(\"timestamp\") from '$/test.parquet'")).isGreaterThan(end());
    assertThat(number("select max(\"timestamp\") from '$/test.parquet'"))
        .isLessThanOrEqualTo(end() + 86_400_000.0);
  }

  @Test
  void theNumberOfImpressionsIsAboutWhatWasAskedFor() throws SQLException {
    assertThat(number("select count(*) from " + SHOWN)).isCloseTo(30_000, within(2_500.0));
  }

  @Test
  void positionsAreLookedAtLessAndLess() throws SQLException {
    String watched =
        "select avg((d.item is not null)::int) from "
            + SHOWN
            + " s left join (select \"user\", item, min(\"timestamp\") t from "
            + DID
            + " where event <> 'hide' group by 1, 2) d on s.\"user\" = d.\"user\" and s.item ="
            + " d.item and d.t between s.\"timestamp\" and s.\"timestamp\" + 43200000 where policy"
            + " = 'feed' and s.\"position\" ";
    double top = number(watched + "= 1");
    assertThat(number(watched + "between 4 and 5")).isLessThan(0.85 * top);
    assertThat(number(watched + "between 9 and 10")).isLessThan(0.6 * top).isGreaterThan(0.1 * top);
  }

  @Test
  void aSlateShowsAnItemOnceAndNothingThatWasWatched() throws SQLException {
    assertThat(
            number(
                "select count(*) from (select request, item from "
                    + SHOWN
                    + " group by all having count(*) > 1)"))
        .isZero();
    assertThat(
            number(
                "select count(*) from (select request, \"position\" from "
                    + SHOWN
                    + " group by all having count(*) > 1)"))
        .isZero();
    assertThat(
            number(
                "select count(*) from "
                    + SHOWN
                    + " s join "
                    + DID
                    + " d on s.\"user\" = d.\"user\" and s.item = d.item and d.\"timestamp\" <"
                    + " s.\"timestamp\""))
        .isZero();
    assertThat(number("select count(*) from " + SHOWN + " where propensity <= 0 or propensity > 1"))
        .isZero();
  }

  @Test
  void whatIsWatchedWasShownButForTheFewRewatches() throws SQLException {
    double unshown =
        number(
            "select count(*) from "
                + DID
                + " d where not exists (select 1 from "
                + SHOWN
                + " s where s.\"user\" = d.\"user\" and s.item = d.item and s.\"timestamp\" <="
                + " d.\"timestamp\")");
    assertThat(unshown).isZero();
    double repeats = number("select 1 - count(distinct (\"user\", item)) / count(*) from " + DID);
    assertThat(repeats).isBetween(0.001, 0.02);
  }

  @Test
  void everyEventHappensAndSharesFitThem() throws SQLException {
    assertThat(SmallWorld.query(world, "select distinct event from " + DID + " order by 1"))
        .containsExactly(List.of("complete"), List.of("hide"), List.of("like"), List.of("view"));
    assertThat(number("select min(\"value\") from " + DID + " where event = 'complete'"))
        .isGreaterThanOrEqualTo(0.95);
    assertThat(number("select min(\"value\") from " + DID + " where event = 'like'"))
        .isGreaterThan(0.5);
    assertThat(number("select max(\"value\") from " + DID + " where event = 'hide'")).isZero();
    assertThat(number("select count(*) from '$/tags/part-*.parquet'")).isGreaterThan(50);
  }

  @Test
  void theTestPartHasNewUsersAndNothingThatWasSeen() throws SQLException {
    assertThat(number("select count(distinct \"user\") from '$/test.parquet'")).isGreaterThan(95);
    assertThat(
            number(
                "select count(distinct \"user\") from '$/test.parquet' where \"user\" not in"
                    + " (select \"user\" from "
                    + DID
                    + ")"))
        .isBetween(8.0, 10.0);
    assertThat(
            number(
                "select count(*) from '$/test.parquet' t join "
                    + DID
                    + " d on t.\"user\" = d.\"user\" and t.item = d.item"))
        .isZero();
    assertThat(number("select count(*) from '$/test.parquet' where event = 'hide'")).isZero();
  }

  @Test
  void titlesTellTheTopicSoThatItemsOfOneSeriesAreAlike() throws SQLException {
    assertThat(number("select count(*) from '$/items.parquet' where title like '%, part 2'"))
        .isGreaterThan(10);
    assertThat(number("select count(distinct item) from '$/items.parquet'")).isEqualTo(800);
    assertThat(number("select count(*) from '$/items.parquet' where length(description) < 20"))
        .isZero();
  }

  private static double start() {
    return WorldParameters.START;
  }

  private static double end() {
    return WorldParameters.START + 60 * 86_400_000.0;
  }

  private static double number(String sql) throws SQLException {
    return SmallWorld.number(world, sql);
  }
}
