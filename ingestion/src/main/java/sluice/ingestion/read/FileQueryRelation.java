package sluice.ingestion.read;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.Source;

/**
 * Runs a query over files in the temporary database and keeps its rows.
 *
 * <p>It runs on one thread, so that it gives the same rows in the same order on every machine, also
 * without ORDER BY. The fingerprint is of its rows, whatever it read.
 */
final class FileQueryRelation {
  private final DuckSession database;
  private final Source.FileQuery source;

  FileQueryRelation(DuckSession database, Source.FileQuery source) {
    this.database = database;
    this.source = source;
  }

  Relation open(String table, DataChecksum print) throws SQLException, IOException {
    String query = oneStatement();
    String kept = Sql.name("raw_" + table);
    for (Map.Entry<String, Source.Files> file : source.files().entrySet()) {
      name(file.getKey(), file.getValue());
    }
    if (!source.folder().toString().contains(",")) { // a comma would part it into several
      database.run("SET file_search_path = " + Sql.text(source.folder().toString()));
    }
    try {
      database.createByOneThread(kept, query);
    } catch (SQLException e) {
      throw new UserError(source.place() + ": " + source.label() + " failed: " + words(e), e);
    } finally {
      database.run("RESET file_search_path");
    }
    List<String> names = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (List<@Nullable String> row : database.rows("DESCRIBE " + kept)) {
      names.add(String.valueOf(row.get(0)));
      types.add(String.valueOf(row.get(1)));
    }
    print.add(String.join(", ", names));
    print.add(
        database
            .column(
                "SELECT concat(count(*), ' ', sum(CAST(md5_number_lower(concat(rowid, ' ', CAST(t AS"
                    + " VARCHAR))) AS HUGEINT))) FROM "
                    + kept
                    + " t")
            .get(0));
    for (String name : source.files().keySet()) {
      database.run("DROP VIEW IF EXISTS " + viewOf(name));
    }
    return new Relation(
        "(SELECT "
            + Relation.numbered(names.stream().map(Sql::name).toList())
            + ", 0 AS origin FROM "
            + kept
            + ")",
        names,
        types,
        false,
        List.of(source.label()),
        Optional.empty());
  }

  /** Refuses what is more than one statement; DuckDB would run each. */
  private String oneStatement() {
    String query = source.query();
    String bare =
        query.replaceAll("(?s)'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/", "");
    if (bare.replaceAll("[;\\s]+$", "").indexOf(';') >= 0) {
      throw new UserError(
          source.place() + ": a query is one SELECT; this one has several statements");
    }
    return query;
  }

  private static String viewOf(String name) {
    return "temp.main." + Sql.name(name);
  }

  /** Gives files a name in SQL: text with columns as texts, JSON and Parquet as they are typed. */
  private void name(String name, Source.Files source) throws SQLException, IOException {
    List<Path> files = SourceFiles.find(source);
    String rows =
        switch (source.formatOf(files.get(0)).orElseThrow()) {
          case CSV, TEXT -> texts(name, source, files);
          case JSONL ->
              "SELECT * FROM "
                  + DuckFiles.json(
                      files, "format = 'auto', sample_size = -1, union_by_name = true");
          case PARQUET -> "SELECT * FROM " + DuckFiles.parquet(files, "union_by_name = true");
        };
    try {
      database.run("CREATE OR REPLACE TEMP VIEW " + Sql.name(name) + " AS " + rows);
    } catch (SQLException e) {
      throw new UserError(
          source.place() + ": " + source.label() + " cannot be read: " + words(e), e);
    }
  }

  /** Reads text into a table, and refuses records that are not as declared: a query needs all. */
  private String texts(String name, Source.Files source, List<Path> files)
      throws SQLException, IOException {
    Relation relation = new FileRelation(database, source, files).open(List.of());
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < relation.columns().size(); i++) {
      columns.add("c" + i + " AS " + Sql.name(relation.columns().get(i)));
    }
    String table = Sql.name("file_" + name);
    database.run("DROP TABLE IF EXISTS " + table);
    database.createInOrder(
        table, "SELECT " + String.join(", ", columns) + " FROM " + relation.from());
    if (database.number("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'")
        > 0) {
      List<String> first =
          database.column(
              "SELECT concat(s.file_path, ':', e.line, ': ', e.error_message) FROM reject_errors e"
                  + " JOIN reject_scans s ON e.scan_id = s.scan_id AND e.file_id = s.file_id WHERE"
                  + " e.scan_id = (SELECT max(scan_id) FROM reject_scans) ORDER BY s.file_path, e.line, e.column_idx LIMIT 1");
      if (!first.isEmpty()) {
        throw new UserError(
            first.get(0).lines().findFirst().orElse("")
                + "; a query needs every record of the file: correct the record, or declare how the"
                + " file is written (separator, quote, encoding), or read it with format: text");
      }
    }
    return "SELECT * FROM " + table;
  }

  /** Returns what DuckDB says, without the part that points into the query by position. */
  private static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int point = message.indexOf("\nLINE ");
    return (point < 0 ? message : message.substring(0, point))
        .strip()
        .replaceAll("\\s*\\n\\s*", " ")
        .replaceAll("at byte \\d+ in line", "near line"); // it counts one line too many
  }
}
