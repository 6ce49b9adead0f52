package sluice.ingestion.read;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;
import sluice.ingestion.EmbeddingTables;
import sluice.ingestion.EventType;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.Field;

/** Writes a staged table's good rows as a canonical Parquet file, in an order that is fixed. */
final class TableWriter {
  private static final String OPTIONS = "ROW_GROUP_SIZE 122880";

  /** The columns of requests that are not context. */
  static final List<String> REQUEST = List.of("request", "user", "timestamp");

  private final DuckSession database;
  private final Map<String, EventType> events;

  TableWriter(DuckSession database, Map<String, EventType> events) {
    this.database = database;
    this.events = events;
  }

  void write(Staged staged, Path file) throws SQLException {
    String order = order(staged);
    String columns = String.join(", ", columns(staged));
    String sorted =
        staged.hasEvents()
            ? "SELECT * FROM (SELECT * REPLACE (unnest(event) AS event), rowid AS rid,"
                + " generate_subscripts(event, 1) AS nth FROM "
                + staged.rows()
                + " WHERE "
                + staged.good()
                + ") ORDER BY "
                + order.replaceAll("rowid$", "rid, nth")
            : "SELECT * FROM " + staged.rows() + " WHERE " + staged.good() + " ORDER BY " + order;
    boolean numbered = List.of("interactions", "test", "tags").contains(staged.spec().table());
    String select =
        "SELECT "
            + (numbered ? "row_number() OVER () - 1 AS seq, " : "")
            + columns
            + " FROM ("
            + sorted
            + ")";
    database.run(DuckFiles.copyToParquet("(" + select + ")", file, OPTIONS));
  }

  private static String order(Staged staged) {
    String rule =
        switch (EmbeddingTables.kind(staged.spec().table())) {
          case "items", "item_embeddings" -> "item, as_of";
          case "users", "user_embeddings" -> "user, as_of";
          case "impressions" -> "timestamp, request, position";
          case "requests" -> "timestamp, request";
          case "edges" -> "from_user, to_user, timestamp";
          default -> "timestamp";
        };
    return rule.isEmpty()
        ? "rowid"
        : java.util.Arrays.stream(rule.split(", ", -1))
                .filter(staged.spec()::has)
                .map(c -> Sql.name(c) + " NULLS FIRST, ")
                .collect(Collectors.joining())
            + "rowid";
  }

  /** The canonical columns in their order; what is not declared is NULL of its type. */
  private List<String> columns(Staged staged) {
    List<String> columns = new ArrayList<>();
    switch (EmbeddingTables.kind(staged.spec().table())) {
      case "interactions", "test" -> {
        add(columns, staged, "user VARCHAR", "item VARCHAR", "timestamp BIGINT", "value DOUBLE");
        columns.add(
            (staged.spec().has("event")
                    ? Sql.name("event")
                    : Sql.text(CanonicalTables.DEFAULT_EVENT))
                + " AS event");
        columns.add(weight(staged) + " AS weight");
        add(columns, staged, "session VARCHAR");
      }
      case "items" -> {
        add(columns, staged, "item VARCHAR", "available_from BIGINT");
        add(columns, staged, "available_until BIGINT", "as_of BIGINT");
        attributes(columns, staged);
      }
      case "users" -> {
        add(columns, staged, "user VARCHAR", "as_of BIGINT");
        attributes(columns, staged);
      }
      case "tags" ->
          add(columns, staged, "user VARCHAR", "item VARCHAR", "tag VARCHAR", "timestamp BIGINT");
      case "impressions" -> {
        add(columns, staged, "request VARCHAR", "user VARCHAR", "item VARCHAR");
        add(columns, staged, "timestamp BIGINT", "position INTEGER", "propensity DOUBLE");
        add(columns, staged, "policy VARCHAR");
      }
      case "requests" -> {
        add(columns, staged, "request VARCHAR", "user VARCHAR", "timestamp BIGINT");
        for (Field f : staged.spec().fields()) {
          if (!REQUEST.contains(f.name())) {
            columns.add(named(staged, f.name()));
          }
        }
      }
      case "edges" ->
          add(columns, staged, "from_user VARCHAR", "to_user VARCHAR", "timestamp BIGINT");
      case "user_embeddings" -> add(columns, staged, "user VARCHAR", "vector FLOAT[]");
      default -> add(columns, staged, "item VARCHAR", "vector FLOAT[]");
    }
    return columns;
  }

  private static void attributes(List<String> columns, Staged staged) {
    staged.spec().attributes().keySet().forEach(name -> columns.add(named(staged, name)));
  }

  private static String named(Staged staged, String field) {
    return staged.column(field) + " AS " + Sql.name(field);
  }

  private static void add(List<String> columns, Staged staged, String... namesAndTypes) {
    for (String nameAndType : namesAndTypes) {
      String[] parts = nameAndType.split(" ", -1);
      columns.add(
          staged.spec().has(parts[0])
              ? Sql.name(parts[0])
              : "CAST(NULL AS " + parts[1] + ") AS " + Sql.name(parts[0]));
    }
  }

  private String weight(Staged staged) {
    if (!staged.spec().has("event")) {
      return "1.0::DOUBLE";
    }
    return events.entrySet().stream()
        .filter(e -> e.getValue().weight() != 1)
        .map(e -> "WHEN " + Sql.text(e.getKey()) + " THEN " + e.getValue().weight())
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" "),
                w ->
                    w.isEmpty()
                        ? "1.0::DOUBLE"
                        : "CAST(CASE event " + w + " ELSE 1 END AS DOUBLE)"));
  }
}
