package sluice.features.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.SplittableRandom;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.features.TestWorld;

/**
 * Held against DuckDB: its ASOF JOIN over the written snapshots, and plain counting over the raw
 * rows.
 */
class AsOfCountsTest {
  private static final long CUT = TestWorld.START + 70 * TestWorld.DAY;
  @TempDir Path folder;

  private record Look(int item, long time, int lag, int width) {}

  @Test
  void windowsAreDifferencesOfTwoAsOfJoins() throws SQLException {
    TestWorld world = TestWorld.random(11, 40, 50, 3000, 90);
    FittingPart part = world.part(CUT, true, Optional.of(folder));
    FeatureTables tables = FeatureTables.build(part, folder, 2, Progress.SILENT);
    SplittableRandom random = new SplittableRandom(3);
    try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
        Statement s = c.createStatement()) {
      s.execute("CREATE TABLE look (n INTEGER, item VARCHAR, late DATE, early DATE)");
      Look[] looks = new Look[2000];
      try (DuckDBAppender out = c.unwrap(DuckDBConnection.class).createAppender("main", "look")) {
        for (int n = 0; n < looks.length; n++) {
          long time = TestWorld.START + random.nextLong(95 * TestWorld.DAY) - 2 * TestWorld.DAY;
          looks[n] = new Look(random.nextInt(50), time, random.nextInt(3), 1 + random.nextInt(40));
          Cutoff cutoff = Cutoff.of(java.time.Duration.ofDays(looks[n].lag()), CUT, true);
          java.time.LocalDate late = java.time.LocalDate.ofEpochDay(cutoff.day(time));
          out.beginRow()
              .append(n)
              .append("i" + looks[n].item())
              .append(late)
              .append(late.minusDays(looks[n].width()))
              .endRow();
        }
      }
      String snapshots = "read_parquet('" + folder.resolve("item_daily.parquet") + "')";
      String query =
          "SELECT n, coalesce(a.clicks, 0) - coalesce(b.clicks, 0), coalesce(a.interactions, 0) - coalesce(b.interactions, 0),"
              + " coalesce(a.users, 0) - coalesce(b.users, 0), coalesce(a.value, 0) - coalesce(b.value, 0)"
              + " FROM look l ASOF LEFT JOIN "
              + snapshots
              + " a ON l.item = a.item AND l.late > a.day"
              + " ASOF LEFT JOIN "
              + snapshots
              + " b ON l.item = b.item AND l.early > b.day ORDER BY n";
      long sum = 0;
      try (ResultSet r = s.executeQuery(query)) {
        for (int n = 0; r.next(); n++) {
          Look k = looks[n];
          int day = Cutoff.of(java.time.Duration.ofDays(k.lag()), CUT, true).day(k.time());
          AsOfCounts items = tables.items();
          assertThat(items.window(CountColumn.CLICKS, k.item(), day, k.width()))
              .isEqualTo(r.getLong(2));
          assertThat(items.window(CountColumn.INTERACTIONS, k.item(), day, k.width()))
              .isEqualTo(r.getLong(3));
          assertThat(items.window(CountColumn.USERS, k.item(), day, k.width()))
              .isEqualTo(r.getLong(4));
          assertThat(items.window(CountColumn.VALUE, k.item(), day, k.width()))
              .isEqualTo(r.getLong(5));
          sum += r.getLong(2) + r.getLong(3);
        }
      }
      assertThat(sum).isPositive();
    }
  }

  @Test
  void countsAreThoseOfTheRawRows() {
    TestWorld world = TestWorld.random(12, 40, 50, 3000, 90);
    FittingPart part = world.part(CUT, true, Optional.of(folder));
    FeatureTables tables = FeatureTables.build(part, folder, 2, Progress.SILENT);
    SplittableRandom random = new SplittableRandom(4);
    for (int n = 0; n < 500; n++) {
      int item = random.nextInt(50);
      int user = random.nextInt(40);
      int day = Cutoff.dayOf(TestWorld.START) + random.nextInt(100);
      long end = Math.min(CUT, day * TestWorld.DAY);
      assertThat(tables.items().before(CountColumn.INTERACTIONS, item, day))
          .isEqualTo(world.acts.stream().filter(a -> a.item() == item && a.time() < end).count());
      assertThat(tables.items().before(CountColumn.POSITIVES, item, day))
          .isEqualTo(
              world.acts.stream()
                  .filter(a -> a.item() == item && a.time() < end && a.weight() > 0)
                  .count());
      assertThat(tables.items().before(CountColumn.USERS, item, day))
          .isEqualTo(
              world.acts.stream()
                  .filter(a -> a.item() == item && a.time() < end)
                  .mapToInt(TestWorld.Act::user)
                  .distinct()
                  .count());
      assertThat(tables.items().before(CountColumn.VALUE, item, day) / 1e6)
          .isEqualTo(
              world.acts.stream()
                  .filter(a -> a.item() == item && a.time() < end && !Float.isNaN(a.value()))
                  .mapToDouble(TestWorld.Act::value)
                  .sum());
      assertThat(tables.items().before(CountColumn.IMPRESSIONS, item, day))
          .isEqualTo(world.shown.stream().filter(a -> a.item() == item && a.time() < end).count());
      assertThat(tables.users().before(CountColumn.INTERACTIONS, user, day))
          .isEqualTo(world.acts.stream().filter(a -> a.user() == user && a.time() < end).count());
      assertThat(tables.categories("creator").before(CountColumn.INTERACTIONS, item % 7, day))
          .isEqualTo(
              world.acts.stream().filter(a -> a.item() % 7 == item % 7 && a.time() < end).count());
      assertThat(tables.total().before(CountColumn.INTERACTIONS, 0, day))
          .isEqualTo(world.acts.stream().filter(a -> a.time() < end).count());
    }
  }

  @Test
  void aClickIsTheLatestImpressionWithinADayAndCountsOnce() {
    TestWorld world = new TestWorld(2, 3);
    long noon = TestWorld.START + 12 * 3_600_000L;
    world.shown.add(new TestWorld.Shown(0, 1, noon - 3_600_000, 2));
    world.shown.add(new TestWorld.Shown(0, 1, noon - 60_000, 0));
    world.shown.add(new TestWorld.Shown(1, 1, noon, 0));
    world.shown.add(new TestWorld.Shown(1, 2, noon, 1));
    world.acts.add(new TestWorld.Act(0, 1, noon, Float.NaN, 1));
    world.acts.add(new TestWorld.Act(0, 1, noon + 1000, Float.NaN, 2)); // the same impression again
    world.acts.add(new TestWorld.Act(1, 1, noon - 1, Float.NaN, 1)); // before it was shown
    world.acts.add(new TestWorld.Act(1, 2, noon + TestWorld.DAY, Float.NaN, 1)); // too late
    FeatureTables tables =
        FeatureTables.build(
            world.part(Long.MAX_VALUE, true, Optional.of(folder)), folder, 1, Progress.SILENT);
    int end = Integer.MAX_VALUE;
    assertThat(tables.items().before(CountColumn.CLICKS, 1, end)).isEqualTo(1);
    assertThat(tables.items().before(CountColumn.IMPRESSIONS, 1, end)).isEqualTo(3);
    assertThat(tables.items().before(CountColumn.CLICKS, 2, end)).isZero();
    assertThat(tables.users().before(CountColumn.CLICKS, 0, end)).isEqualTo(1);
    // position 0: 2 shown, 1 clicked -> 2/22; position 2: 1 shown -> 1/21
    assertThat(tables.items().before(CountColumn.EXPECTED, 1, end)).isEqualTo(2 * 90_909 + 47_619);
    assertThat(tables.items().before(CountColumn.EXPECTED, 2, end)).isEqualTo(47_619);
  }

  @Test
  void aDayStartsAtMidnightAlsoBefore1970() {
    assertThat(Cutoff.dayOf(0)).isZero();
    assertThat(Cutoff.dayOf(TestWorld.DAY - 1)).isZero();
    assertThat(Cutoff.dayOf(-1)).isEqualTo(-1);
  }
}
