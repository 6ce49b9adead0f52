package sluice.ingestion.split;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.ValueKind;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.ColumnType;
import sluice.ingestion.EventType;
import sluice.ingestion.Relevance;
import sluice.ingestion.ValueDecision;

/** Writes canonical tables from SQL, for tests. */
final class ParquetTables {
  static final Relevance EVERYTHING =
      new Relevance(List.of("interaction"), Optional.empty(), Relevance.Grade.ONE);

  static final String INTERACTION_COLUMNS =
      "seq, \"user\", item, timestamp, value, event, weight, session";

  private final Path folder;
  private final Map<String, Long> rows = new LinkedHashMap<>();
  private final Map<String, EventType> events = new LinkedHashMap<>();
  private final Map<String, ColumnType> itemColumns = new LinkedHashMap<>();
  private final Map<String, ColumnType> userColumns = new LinkedHashMap<>();
  private Relevance relevance = EVERYTHING;
  private Optional<ValueDecision> values = Optional.empty();
  private boolean causal;

  ParquetTables(Path folder) {
    this.folder = folder;
  }

  ParquetTables event(String name, double weight, boolean negative) {
    events.put(name, new EventType(weight, negative));
    return this;
  }

  ParquetTables itemColumn(String name, ColumnType type) {
    itemColumns.put(name, type);
    return this;
  }

  ParquetTables userColumn(String name, ColumnType type) {
    userColumns.put(name, type);
    return this;
  }

  ParquetTables relevance(Relevance rule) {
    relevance = rule;
    return this;
  }

  ParquetTables valuesAre(ValueKind kind) {
    values = Optional.of(new ValueDecision(kind, true, "as the test says"));
    return this;
  }

  ParquetTables causal() {
    causal = true;
    return this;
  }

  /** Writes a table from a query that gives its columns in order. */
  ParquetTables table(String name, String columns, String query) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE x AS SELECT * FROM (" + query + ") AS rows(" + columns + ")");
      statement.execute("COPY x TO '" + folder.resolve(name + ".parquet") + "' (FORMAT parquet)");
      try (var result = statement.executeQuery("SELECT count(*) FROM x")) {
        result.next();
        rows.put(name, result.getLong(1));
      }
    }
    return this;
  }

  CanonicalTables tables() {
    if (events.isEmpty()) {
      events.put("interaction", EventType.PLAIN);
    }
    return new CanonicalTables(
        folder,
        "test",
        "00",
        events,
        itemColumns,
        userColumns,
        values,
        relevance,
        causal,
        new CanonicalTables.Counts(rows, Map.of(), Map.of()),
        List.of());
  }
}
