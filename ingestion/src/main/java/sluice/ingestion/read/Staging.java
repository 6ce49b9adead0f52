package sluice.ingestion.read;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.DatasetSpec;
import sluice.ingestion.dataset.Field;
import sluice.ingestion.dataset.Source;
import sluice.ingestion.dataset.TableSpec;

/** Reads declared tables into the temporary database and checks every row by itself. */
final class Staging {
  private static final long SLACK_MILLIS = 24L * 3600 * 1000;

  private final DuckSession database;
  private final DatasetSpec dataset;
  private final int threads;
  private final DataChecksum print;
  private final long now;
  private final List<String> notes = new ArrayList<>();

  Staging(DuckSession database, DatasetSpec dataset, int threads, DataChecksum print, long now) {
    this.database = database;
    this.dataset = dataset;
    this.threads = threads;
    this.print = print;
    this.now = now + SLACK_MILLIS;
  }

  /** Returns what a user should know of how the tables so far were read, one sentence each. */
  List<String> notes() {
    return notes;
  }

  Staged stage(TableSpec spec) throws SQLException, IOException {
    List<String> needed = needed(spec);
    print.add(spec.table());
    print.add(spec.fields().toString());
    Relation relation =
        switch (spec.source()) {
          case Source.Files f -> {
            List<Path> files = SourceFiles.find(f);
            print.add(files, threads);
            FileRelation reader = new FileRelation(database, f, files);
            Relation opened = readable(f, () -> reader.open(needed));
            notes.addAll(reader.notes());
            yield opened;
          }
          case Source.FileQuery q ->
              readable(q, () -> new FileQueryRelation(database, q).open(spec.table(), print));
          case Source.Query q -> QueryRelation.open(database, q, spec.table(), print);
        };
    relation.require(spec.source(), needed);
    for (Field f : spec.fields()) {
      relation.refuseNested(spec.source(), f);
    }
    Map<String, TimeFormat> times = timeFormats(spec, relation);
    Staged staged = new Staged(spec, relation, 0, times);
    readable(
        spec.source(),
        () -> {
          database.createInOrder(staged.rows(), sql(staged));
          return staged;
        });
    keepRejects(staged);
    Staged read =
        new Staged(
            spec, relation, database.number("SELECT count(*) FROM " + staged.rejects()), times);
    notes.addAll(new ColumnNotes(database, read).find());
    return read;
  }

  private static List<String> needed(TableSpec spec) {
    List<String> needed = new ArrayList<>();
    for (Field f : spec.fields()) {
      needed.add(f.column());
      if (f.derivation() instanceof Field.Derivation.Flags flags) {
        needed.addAll(flags.nameByColumn().keySet());
      }
    }
    return needed;
  }

  private Map<String, TimeFormat> timeFormats(TableSpec spec, Relation relation)
      throws SQLException, IOException {
    Map<String, TimeFormat> formats = new LinkedHashMap<>();
    for (Field f : spec.fields()) {
      Map.Entry<String, String> column = relation.column(f.column());
      boolean time = f.kind() == Field.Kind.TIME || f.kind() == Field.Kind.PAST_TIME;
      if (!time || FieldSql.isTime(column.getValue())) {
        continue; // what is a time already is not read by a format
      }
      if (!f.writing().format().isEmpty()) {
        formats.put(f.name(), TimeFormat.declared(f.writing().format()));
      } else {
        String text = FieldSql.textOf(f, column.getKey(), column.getValue());
        List<String> sample =
            readable(
                spec.source(),
                () ->
                    database.column(
                        "SELECT "
                            + text
                            + " FROM "
                            + relation.from()
                            + " WHERE "
                            + text
                            + " NOT IN ('', '0', '0.0') LIMIT 1000"));
        formats.put(f.name(), TimeFormat.of(sample));
      }
    }
    return formats;
  }

  /**
   * Three steps: values from the source, the first reason why a row is bad, its raw form where it
   * is.
   */
  private String sql(Staged staged) {
    Relation relation = staged.relation();
    List<String> values = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    if (relation.mayFail()) {
      faults.add("WHEN fault IS NOT NULL THEN fault");
    }
    String swallowed = relation.swallowed();
    faults.add(
        "WHEN swallowed > 0 THEN 'a quoted value holds ' || swallowed || ' lines that look like"
            + " rows: a quote is not closed'");
    List<String> trimmed = new ArrayList<>();
    List<String> events = List.copyOf(dataset.events().keySet());
    for (Field f : staged.spec().fields()) {
      FieldSql sql =
          new FieldSql(f, relation, staged.times().getOrDefault(f.name(), TimeFormat.ISO));
      String value = "v_" + values.size();
      values.add(sql.value() + " AS " + value);
      sql.trimmed().ifPresent(trimmed::add);
      faults.addAll(sql.faults(value, events, now));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      names.add("v_" + i + " AS " + staged.column(staged.spec().fields().get(i).name()));
    }
    boolean walked = relation.text().isPresent();
    String raw =
        walked ? "NULL::VARCHAR" : "CASE WHEN reason IS NOT NULL THEN " + rawOf(relation) + " END";
    return "SELECT "
        + String.join(", ", names)
        + ", CAST(origin AS INTEGER) AS origin, trimmed, reason, "
        + raw
        + " AS raw FROM (SELECT *, CASE "
        + String.join(" ", faults)
        + " END AS reason FROM (SELECT *, "
        + String.join(", ", values)
        + ", "
        + swallowed
        + " AS swallowed, coalesce("
        + (trimmed.isEmpty() ? "false" : String.join(" OR ", trimmed))
        + ", false) AS trimmed FROM "
        + relation.from()
        + "))";
  }

  private static String rawOf(Relation relation) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < relation.columns().size(); i++) {
      parts.add(Sql.text(relation.columns().get(i)) + ": c" + i);
    }
    return "left(CAST({" + String.join(", ", parts) + "} AS VARCHAR), 2000)";
  }

  /**
   * DuckDB keeps unreadable records in temporary tables of its own that a later read would add to.
   */
  private void keepRejects(Staged staged) throws SQLException {
    boolean any =
        staged.relation().text().isPresent()
            && database.number(
                    "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'")
                > 0;
    database.run(
        "CREATE TABLE "
            + staged.rejects()
            + " (file VARCHAR, line BIGINT, start BIGINT, type VARCHAR, message VARCHAR, raw"
            + " VARCHAR)");
    if (any) {
      database.run(
          "INSERT INTO "
              + staged.rejects()
              + " SELECT s.file_path, e.line, e.line_byte_position, first(CAST(e.error_type AS"
              + " VARCHAR) ORDER BY e.column_idx), first(e.error_message ORDER BY e.column_idx),"
              + " first(e.csv_line ORDER BY e.column_idx) FROM reject_errors e JOIN reject_scans s"
              + " ON e.scan_id = s.scan_id AND e.file_id = s.file_id WHERE e.scan_id = (SELECT"
              + " max(scan_id) FROM reject_scans) GROUP BY s.file_path, e.line,"
              + " e.line_byte_position ORDER BY s.file_path, e.line_byte_position");
    }
  }

  private interface Reading<T> {
    @Nullable T read() throws SQLException, IOException;
  }

  /** Turns what DuckDB says of a file it cannot read into an error for the user. */
  private static <T> T readable(Source source, Reading<T> reading)
      throws SQLException, IOException {
    try {
      return java.util.Objects.requireNonNull(reading.read());
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      String first = message.lines().findFirst().orElse("").replaceFirst("^[A-Za-z ]+ Error: ", "");
      String low = message.toLowerCase(java.util.Locale.ROOT);
      if (low.contains("parquet")
          || low.contains("footer")
          || low.contains("snappy")
          || low.contains("zstd")) {
        throw new UserError(
            source.place()
                + ": "
                + source.label()
                + " is not a sound Parquet file: "
                + first
                + "; write or fetch it again",
            e);
      }
      if (low.contains("gzip")) {
        throw new UserError(
            source.place()
                + ": "
                + source.label()
                + " is not a sound gzip file: "
                + first
                + "; fetch it again",
            e);
      }
      if (message.startsWith("Invalid Input Error") || message.startsWith("Conversion Error")) {
        throw new UserError(
            source.place() + ": " + source.label() + " cannot be read: " + first, e);
      }
      throw e;
    }
  }
}
