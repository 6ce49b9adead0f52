package sluice.ingestion.describe;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sluice.core.ReportSection.Table;
import sluice.core.text.NumberText;
import sluice.ingestion.ColumnType;
import sluice.ingestion.Sql;

/** What there is to say of the attribute columns of items or users. */
final class ColumnFacts {
  private final TableQueries queries;
  private final String table;
  private final Map<String, ColumnType> columns;

  ColumnFacts(TableQueries queries, String table, Map<String, ColumnType> columns) {
    this.queries = queries;
    this.table = table;
    this.columns = columns;
  }

  Table table() throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    double all = queries.numbers("SELECT count(*) FROM {" + table + "}")[0];
    for (Map.Entry<String, ColumnType> e : columns.entrySet()) {
      String column = Sql.name(e.getKey());
      String empty =
          e.getValue() == ColumnType.SET
              ? "coalesce(len(" + column + "), 0) = 0"
              : column + " IS NULL";
      double missing = queries.numbers("SELECT count(*) FROM {" + table + "} WHERE " + empty)[0];
      String values = e.getValue() == ColumnType.SET ? "unnest(" + column + ")" : column;
      double distinct =
          queries
              .numbers(
                  "SELECT count(DISTINCT v) FROM (SELECT "
                      + values
                      + " AS v FROM {"
                      + table
                      + "})")[0];
      rows.add(
          List.of(
              e.getKey(),
              e.getValue().word(),
              all == 0 ? 0.0 : 100 * missing / all,
              (long) distinct,
              distribution(e.getValue(), values)));
    }
    return new Table(
        "Columns of " + table,
        List.of("column", "type", "missing, %", "distinct", "distribution"),
        rows);
  }

  private String distribution(ColumnType type, String values) throws SQLException {
    String from = " FROM (SELECT " + values + " AS v FROM {" + table + "}) WHERE v IS NOT NULL";
    return switch (type) {
      case CATEGORY, SET ->
          queries
              .rows("SELECT v, count(*) AS n" + from + " GROUP BY v ORDER BY n DESC, v LIMIT 5")
              .stream()
              .map(r -> r.get(0) + " " + r.get(1))
              .collect(Collectors.joining(", "));
      case TEXT -> {
        double[] f = queries.numbers("SELECT quantile_disc(length(v), 0.5), max(length(v))" + from);
        yield Double.isNaN(f[0]) ? "" : "length: median " + (long) f[0] + ", most " + (long) f[1];
      }
      case NUMBER, TIME -> {
        List<@Nullable Object> f =
            queries
                .rows(
                    "SELECT min(v), quantile_disc(v, 0.25), quantile_disc(v, 0.5), quantile_disc(v,"
                        + " 0.75), max(v)"
                        + from)
                .get(0);
        yield f.get(0) == null
            ? ""
            : f.stream()
                .map(v -> shown(type, v))
                .collect(Collectors.joining(" · ", "", " (quartiles)"));
      }
    };
  }

  private static String shown(ColumnType type, @Nullable Object value) {
    if (!(value instanceof Number n)) {
      return "";
    }
    return type == ColumnType.TIME
        ? Instant.ofEpochMilli(n.longValue()).toString().substring(0, 10)
        : NumberText.text(n.doubleValue()).replace(",", "");
  }
}
