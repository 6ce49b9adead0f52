package sluice.features.tables;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import sluice.core.Column;
import sluice.core.Dictionary;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.UserError;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;

/**
 * The SQL of {@link FeatureTables}: a DuckDB database of its own, bounded in memory, spilling to a
 * temporary folder.
 */
final class SnapshotSql implements AutoCloseable {
  private static final CountColumn[] PLAIN = {
    CountColumn.INTERACTIONS, CountColumn.POSITIVES, CountColumn.USERS, CountColumn.WEIGHT
  };
  private static final CountColumn[] VALUES = {CountColumn.VALUED, CountColumn.VALUE};
  private static final CountColumn[] SHOWN = {
    CountColumn.IMPRESSIONS, CountColumn.CLICKS, CountColumn.EXPECTED
  };
  private static final CountColumn[] CATEGORY = {CountColumn.INTERACTIONS, CountColumn.POSITIVES};
  private final DuckSession duck;
  private final int threads;
  private boolean impressions;
  private boolean values;

  SnapshotSql(Path temporary, int threads) throws SQLException {
    this.threads = threads;
    this.duck = DuckSession.in(temporary, threads, "1500MB");
    duck.run("SET preserve_insertion_order = false");
  }

  void loadIds(FittingPart part) throws SQLException {
    loadDictionary("item_ids", part.catalogue().items());
    loadDictionary("user_ids", part.users());
  }

  private void loadDictionary(String table, Dictionary ids) throws SQLException {
    duck.run("CREATE TABLE " + table + " (entity INTEGER, id VARCHAR)");
    try (DuckDBAppender out = duck.appender(table)) {
      for (int e = 0; e < ids.size(); e++) {
        out.beginRow().append(e).append(ids.id(e)).endRow();
      }
    }
  }

  void loadInteractions(FittingPart part) throws SQLException {
    duck.run("CREATE TABLE raw (u INTEGER, i INTEGER, t BIGINT, w FLOAT, v FLOAT)");
    Interactions rows = part.interactions();
    try (DuckDBAppender out = duck.appender("raw")) {
      for (int r = 0; r < rows.size(); r++) {
        values |= rows.valueKind().isRating() && !Float.isNaN(rows.value(r));
        out.beginRow()
            .append(rows.user(r))
            .append(rows.item(r))
            .append(rows.time(r))
            .append(rows.weight(r))
            .append(rows.value(r))
            .endRow();
      }
    }
    duck.run(
        """
        CREATE VIEW acts AS
        SELECT rowid AS seq, u, i, t, %s AS day, CASE WHEN w > 0 THEN 1 ELSE 0 END AS positive,
          CAST(round(w * 1e6::DOUBLE) AS BIGINT) AS weight,
          CASE WHEN isnan(v) THEN 0 ELSE 1 END AS valued,
          CASE WHEN isnan(v) THEN 0 ELSE CAST(round(v * 1e6::DOUBLE) AS BIGINT) END AS val
        FROM raw
        """
            .formatted(dayOf("t", part.timed())));
  }

  /** Returns SQL for the UTC day of a time, rounded down also before 1970. */
  private static String dayOf(String time, boolean timed) {
    return timed
        ? "CAST((%1$s - ((%1$s %% 86400000) + 86400000) %% 86400000) // 86400000 AS INTEGER)"
            .formatted(time)
        : "0";
  }

  /**
   * Loads the impressions from before a time and finds their clicks; returns how many there are.
   */
  long loadImpressions(Path parquet, long before, boolean timed) throws SQLException {
    try {
      duck.run(
          """
          CREATE TABLE shown AS SELECT u, i, t, p, %s AS day
          FROM (
            SELECT coalesce(u.entity, -1) AS u, i.entity AS i, m.timestamp AS t,
              coalesce(m.position, 0) AS p
            FROM %s m JOIN item_ids i ON m.item = i.id LEFT JOIN user_ids u ON m.user = u.id
            WHERE m.timestamp < %d)
          """
              .formatted(dayOf("t", timed), DuckFiles.parquet(parquet), before));
    } catch (SQLException e) {
      throw new UserError(
          parquet
              + ": the impressions cannot be read ("
              + firstLine(e)
              + "). Fix: ingest the data again.",
          e);
    }
    duck.run(
        """
        CREATE TABLE clicked AS
        SELECT i, u, s.p AS p, min(t) AS t, min(day) AS day FROM (
          SELECT a.seq, a.u, a.i, a.t, a.day, max({'t': s.t, 'p': s.p}) AS s
          FROM acts a JOIN shown s ON a.u = s.u AND a.i = s.i AND s.t <= a.t AND s.t > a.t - 86400000
          WHERE a.positive = 1 GROUP BY a.seq, a.u, a.i, a.t, a.day)
        GROUP BY u, i, s\
        """);
    duck.run(
        """
        CREATE TABLE position_rate AS
        SELECT p, day, CAST(((sum(sum(c)) OVER past + 1) * 1000000) // (sum(sum(n)) OVER past + 20) AS BIGINT) AS rate
        FROM (SELECT p, day, count(*) AS n, 0 AS c FROM shown GROUP BY p, day
              UNION ALL SELECT p, day, 0, count(*) FROM clicked GROUP BY p, day)
        GROUP BY p, day
        WINDOW past AS (PARTITION BY p ORDER BY day ROWS UNBOUNDED PRECEDING)\
        """);
    impressions = true;
    return duck.number("SELECT count(*) FROM shown");
  }

  /** Returns how often each position was shown and clicked in all, where there are impressions. */
  PositionClicks positions() throws SQLException {
    SortedMap<Integer, PositionClicks.Tally> found = new TreeMap<>();
    if (impressions) {
      duck.each(
          """
          SELECT p, sum(n)::BIGINT, sum(c)::BIGINT
          FROM (SELECT p, count(*) AS n, 0 AS c FROM shown GROUP BY p
            UNION ALL SELECT p, 0, count(*) FROM clicked GROUP BY p)
          GROUP BY p
          """,
          r -> found.put(r.getInt(1), new PositionClicks.Tally(r.getLong(2), r.getLong(3))));
    }
    return new PositionClicks(found);
  }

  private CountColumn[] itemMeasures() {
    Stream<CountColumn> all = Arrays.stream(PLAIN);
    all = values ? Stream.concat(all, Arrays.stream(VALUES)) : all;
    return (impressions ? Stream.concat(all, Arrays.stream(SHOWN)) : all)
        .toArray(CountColumn[]::new);
  }

  private CountColumn[] userMeasures() {
    return impressions
        ? new CountColumn[] {
          CountColumn.INTERACTIONS,
          CountColumn.POSITIVES,
          CountColumn.IMPRESSIONS,
          CountColumn.CLICKS
        }
        : CATEGORY;
  }

  void makeSnapshots() throws SQLException {
    duck.run(
        "CREATE TABLE item_changes (entity INTEGER, day INTEGER"
            + columns(itemMeasures(), " BIGINT DEFAULT 0")
            + ")");
    duck.run(
        """
        INSERT INTO item_changes BY NAME
        SELECT i AS entity, day, count(*) AS interactions, sum(positive) AS positives,
          sum(weight) AS weight %s
        FROM acts GROUP BY i, day
        """
            .formatted(values ? ", sum(valued) AS valued, sum(val) AS value" : ""));
    duck.run(
        """
        INSERT INTO item_changes BY NAME
        SELECT i AS entity, day, count(*) AS users
        FROM (SELECT u, i, min(day) AS day FROM acts GROUP BY u, i) GROUP BY i, day
        """);
    duck.run(
        "CREATE TABLE user_changes (entity INTEGER, day INTEGER"
            + columns(userMeasures(), " BIGINT DEFAULT 0")
            + ")");
    duck.run(
        """
        INSERT INTO user_changes BY NAME
        SELECT u AS entity, day, count(*) AS interactions, sum(positive) AS positives
        FROM acts GROUP BY u, day
        """);
    if (impressions) {
      duck.run(
          """
          INSERT INTO item_changes BY NAME
          SELECT s.i AS entity, s.day, sum(n) AS impressions, sum(n * rate) AS expected
          FROM (SELECT i, day, p, count(*) AS n FROM shown GROUP BY i, day, p) s
            JOIN position_rate r ON s.p = r.p AND s.day = r.day
          GROUP BY s.i, s.day
          """);
      duck.run(
          """
          INSERT INTO item_changes BY NAME
          SELECT i AS entity, day, count(*) AS clicks FROM clicked GROUP BY i, day
          """);
      duck.run(
          """
          INSERT INTO user_changes BY NAME
          SELECT u AS entity, day, count(*) AS impressions FROM shown WHERE u >= 0 GROUP BY u, day
          """);
      duck.run(
          """
          INSERT INTO user_changes BY NAME
          SELECT u AS entity, day, count(*) AS clicks FROM clicked GROUP BY u, day
          """);
    }
    cumulate("item_daily", "item_changes", "entity", itemMeasures());
    cumulate("user_daily", "user_changes", "entity", userMeasures());
    cumulate(
        "total_daily",
        "(SELECT * REPLACE (0 AS entity) FROM item_changes)",
        "entity",
        itemMeasures());
    duck.run("CREATE TABLE item_categories (number INTEGER, entity INTEGER, code INTEGER)");
    duck.run(
        """
        CREATE TABLE category_names (
          number INTEGER, entity INTEGER, attribute VARCHAR, category VARCHAR)
        """);
  }

  void loadCategories(int number, String name, Column.Categories column, FittingPart part)
      throws SQLException {
    try (DuckDBAppender out = duck.appender("category_names")) {
      for (int c = 0; c < column.values().size(); c++) {
        out.beginRow().append(number).append(c).append(name).append(column.values().id(c)).endRow();
      }
    }
    try (DuckDBAppender out = duck.appender("item_categories")) {
      for (int i = 0; i < part.catalogue().size(); i++) {
        int row = part.items().row(i, part.timed() ? part.asOf() : Long.MAX_VALUE);
        for (int k = 0; row >= 0 && k < column.count(row); k++) {
          out.beginRow().append(number).append(i).append(column.code(row, k)).endRow();
        }
      }
    }
  }

  void makeCategorySnapshots() throws SQLException {
    duck.run(
        """
        CREATE TABLE category_changes AS
        SELECT c.number, c.code AS entity, x.day, sum(x.interactions)::BIGINT AS interactions,
          sum(x.positives)::BIGINT AS positives
        FROM (
          SELECT entity, day, interactions, positives FROM item_changes WHERE interactions > 0) x
          JOIN item_categories c ON x.entity = c.entity
        GROUP BY c.number, c.code, x.day
        """);
    cumulate("category_daily", "category_changes", "number, entity", CATEGORY);
  }

  private void cumulate(String table, String changes, String key, CountColumn... measures)
      throws SQLException {
    StringBuilder sums = new StringBuilder();
    StringBuilder totals = new StringBuilder();
    for (CountColumn m : measures) {
      String c = m.column();
      sums.append(", sum(").append(c).append(")::BIGINT AS ").append(c);
      totals.append(", CAST(sum(").append(c).append(") OVER past AS BIGINT) AS ").append(c);
    }
    duck.run(
        """
        CREATE TABLE %1$s AS SELECT %2$s, day %3$s
        FROM (SELECT %2$s, day %4$s FROM %5$s GROUP BY %2$s, day)
        WINDOW past AS (PARTITION BY %2$s ORDER BY day ROWS UNBOUNDED PRECEDING)
        """
            .formatted(table, key, totals, sums, changes));
  }

  /**
   * Writes the Parquet files on one thread, so that row groups do not depend on how many there are.
   */
  void write(Path folder) throws SQLException {
    duck.run("SET threads = 1");
    duck.run("SET preserve_insertion_order = true");
    copy(
        "SELECT d.id AS item"
            + daily(itemMeasures())
            + " FROM item_daily x JOIN item_ids d USING (entity) ORDER BY entity, day",
        folder.resolve("item_daily.parquet"));
    copy(
        "SELECT d.id AS \"user\""
            + daily(userMeasures())
            + " FROM user_daily x JOIN user_ids d USING (entity) ORDER BY entity, day",
        folder.resolve("user_daily.parquet"));
    copy(
        """
        SELECT n.attribute, n.category %s
        FROM category_daily x JOIN category_names n ON x.number = n.number AND x.entity = n.entity
        ORDER BY x.number, x.entity, day\
        """
            .formatted(daily(CATEGORY)),
        folder.resolve("category_daily.parquet"));
    copy(
        "SELECT " + daily(itemMeasures()).substring(2) + " FROM total_daily x ORDER BY day",
        folder.resolve("total_daily.parquet"));
    duck.run("SET threads = " + threads);
  }

  private void copy(String query, Path file) throws SQLException {
    duck.run(DuckFiles.copyToParquet("(" + query + ")", file, ""));
  }

  AsOfCounts read(String table, int entities) throws SQLException {
    return read("FROM " + table, table, entities);
  }

  AsOfCounts readCategories(int number, int entities) throws SQLException {
    return read("FROM category_daily WHERE number = " + number, "category_daily", entities);
  }

  private AsOfCounts read(String from, String table, int entities) throws SQLException {
    CountColumn[] wanted =
        switch (table) {
          case "user_daily" -> userMeasures();
          case "category_daily" -> CATEGORY;
          default -> itemMeasures();
        };
    int rows = Math.toIntExact(duck.number("SELECT count(*) " + from));
    int[] offsets = new int[entities + 1];
    int[] days = new int[rows];
    long[][] values = new long[wanted.length][rows];
    int[] next = new int[1];
    duck.each(
        "SELECT entity, day" + columns(wanted, "") + " " + from + " ORDER BY entity, day",
        r -> {
          int row = next[0]++;
          offsets[r.getInt(1) + 1]++;
          days[row] = r.getInt(2);
          for (int m = 0; m < wanted.length; m++) {
            values[m][row] = r.getLong(m + 3);
          }
        });
    Arrays.parallelPrefix(offsets, Integer::sum);
    Map<CountColumn, long[]> measures = new EnumMap<>(CountColumn.class);
    for (int m = 0; m < wanted.length; m++) {
      if (rows > 0 && Arrays.stream(values[m]).anyMatch(v -> v != 0)) {
        measures.put(wanted[m], values[m]);
      }
    }
    return AsOfCounts.of(offsets, days, measures);
  }

  private static String daily(CountColumn... measures) {
    StringBuilder sql = new StringBuilder(", DATE '1970-01-01' + x.day AS day");
    for (CountColumn m : measures) {
      sql.append(", x.").append(m.column());
    }
    return sql.toString();
  }

  private static String columns(CountColumn[] measures, String type) {
    StringBuilder sql = new StringBuilder();
    for (CountColumn m : measures) {
      sql.append(", ").append(m.column()).append(type);
    }
    return sql.toString();
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() throws SQLException {
    duck.close();
  }
}
