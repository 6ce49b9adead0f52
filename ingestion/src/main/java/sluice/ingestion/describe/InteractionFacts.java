package sluice.ingestion.describe;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Table;
import sluice.core.text.NumberText;

/** What there is to say of the interactions. */
final class InteractionFacts {
  private static final List<Double> QUANTILES = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0);
  private static final int MOST_BARS = 24;

  private final TableQueries queries;

  InteractionFacts(TableQueries queries) throws SQLException {
    this.queries = queries;
    queries.execute(
        "CREATE TABLE per_user AS SELECT \"user\" AS id, count(*) AS n FROM {interactions} GROUP BY"
            + " id");
    queries.execute(
        "CREATE TABLE per_item AS SELECT item AS id, count(*) AS n FROM {interactions} GROUP BY"
            + " id");
  }

  Table overview() throws SQLException {
    double[] all =
        queries.numbers(
            "SELECT count(*), min(timestamp), max(timestamp), count(value), count(timestamp) FROM"
                + " {interactions}");
    double users = queries.numbers("SELECT count(*) FROM per_user")[0];
    double items = queries.numbers("SELECT count(*) FROM per_item")[0];
    double pairs =
        queries
            .numbers("SELECT count(*) FROM (SELECT DISTINCT \"user\", item FROM {interactions})")[
            0];
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of("interactions", (long) all[0]));
    rows.add(List.of("users", (long) users));
    rows.add(List.of("items with an interaction", (long) items));
    if (queries.tables().has("items")) {
      double untouched =
          queries
              .numbers(
                  "SELECT count(DISTINCT item) FROM {items} WHERE item NOT IN (SELECT id FROM"
                      + " per_item)")[0];
      rows.add(List.of("items without any", (long) untouched));
    }
    rows.add(List.of("density, % of user-item pairs", 100 * pairs / (users * items)));
    rows.add(List.of("repeats of a pair, %", 100 * (all[0] - pairs) / all[0]));
    rows.add(List.of("interactions without a value, %", 100 * (1 - all[3] / all[0])));
    if (all[4] > 0) {
      rows.add(List.of("first", Instant.ofEpochMilli((long) all[1]).toString()));
      rows.add(List.of("last", Instant.ofEpochMilli((long) all[2]).toString()));
    }
    return new Table("Interactions", List.of("what", "how much"), rows);
  }

  Table activity() throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    for (String who : List.of("user", "item")) {
      List<Object> row = new ArrayList<>();
      row.add("interactions of one " + who);
      for (double q : QUANTILES) {
        row.add((long) queries.numbers("SELECT quantile_disc(n, " + q + ") FROM per_" + who)[0]);
      }
      row.add(queries.numbers("SELECT sum(n) / count(*) FROM per_" + who)[0]);
      rows.add(row);
    }
    return new Table(
        "Activity, quantiles",
        List.of("", "least", "10 %", "25 %", "median", "75 %", "90 %", "99 %", "most", "mean"),
        rows);
  }

  Table longTail() throws SQLException {
    double[] f =
        queries.numbers(
            "SELECT CAST(sum((2 * i - m - 1) * n) AS DOUBLE) / (max(m) * CAST(sum(n) AS DOUBLE)),"
                + " 100 * CAST(sum(n) FILTER (WHERE i > m - greatest(1, m // 100)) AS DOUBLE) /"
                + " sum(n), 100 * CAST(sum(n) FILTER (WHERE i > m - greatest(1, m // 10)) AS"
                + " DOUBLE) / sum(n), 100 * CAST(count(*) FILTER (WHERE n < 5) AS DOUBLE) / max(m)"
                + " FROM (SELECT n, CAST(row_number() OVER (ORDER BY n, id) AS HUGEINT) AS i,"
                + " count(*) OVER () AS m FROM per_item)");
    return new Table(
        "Long tail",
        List.of("what", "how much"),
        List.of(
            List.of("Gini's coefficient of the items' popularity", f[0]),
            List.of("share of the top 1 % of items, %", f[1]),
            List.of("share of the top 10 % of items, %", f[2]),
            List.of("items with fewer than 5 interactions, %", f[3])));
  }

  Optional<Chart> values() throws SQLException {
    double distinct = queries.numbers("SELECT count(DISTINCT value) FROM {interactions}")[0];
    if (distinct == 0) {
      return Optional.empty();
    }
    if (distinct <= MOST_BARS) {
      return Optional.of(
          bars(
              "How often each value was given",
              "value",
              queries.rows(
                  "SELECT value, count(*) FROM {interactions} WHERE value IS NOT NULL GROUP BY"
                      + " value ORDER BY value")));
    }
    return Optional.of(
        bars(
            "Values, by tenths of their range",
            "value from",
            queries.rows(
                "WITH r AS (SELECT min(value) AS lo, max(value) AS hi FROM {interactions}) SELECT"
                    + " lo + (hi - lo) * b / 10, n FROM r, (SELECT least(9, CAST(floor((value - lo)"
                    + " * 10 / (hi - lo)) AS INTEGER)) AS b, count(*) AS n FROM {interactions}, r"
                    + " WHERE value IS NOT NULL GROUP BY b) ORDER BY b")));
  }

  Optional<Chart> time() throws SQLException {
    double[] range = queries.numbers("SELECT min(timestamp), max(timestamp) FROM {interactions}");
    if (Double.isNaN(range[0])) {
      return Optional.empty();
    }
    double days = (range[1] - range[0]) / 86_400_000;
    String unit = days > 365 * 3 ? "year" : days > 120 ? "month" : days > 21 ? "week" : "day";
    List<List<@Nullable Object>> rows =
        queries.rows(
            "SELECT strftime(date_trunc('"
                + unit
                + "', make_timestamp(timestamp * 1000)), '"
                + (unit.equals("year") ? "%Y" : unit.equals("month") ? "%Y-%m" : "%Y-%m-%d")
                + "') AS t, count(*) FROM {interactions} WHERE timestamp IS NOT NULL GROUP BY t"
                + " ORDER BY t");
    return Optional.of(bars("Interactions over time", unit, rows));
  }

  Chart events() throws SQLException {
    return bars(
        "Interactions by type of event",
        "event",
        queries.rows(
            "SELECT event, count(*) AS n FROM {interactions} GROUP BY event ORDER BY n DESC, event"
                + " LIMIT 20"));
  }

  private static Chart bars(String title, String label, List<List<@Nullable Object>> rows) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Object name = row.get(0);
      names.add(name instanceof Double d ? NumberText.text(d) : String.valueOf(name));
      values.add(row.get(1) instanceof Number n ? n.doubleValue() : 0.0);
    }
    return new Chart(
        title,
        "Each bar counts interactions.",
        Chart.Kind.BAR,
        label,
        "interactions",
        names,
        List.of(new Series("interactions", values)));
  }
}
