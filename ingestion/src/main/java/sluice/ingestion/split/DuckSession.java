package sluice.ingestion.split;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import sluice.core.Dictionary;
import sluice.ingestion.DuckFiles;

/** A DuckDB in memory whose results are read by chunks of columns. Not thread-safe. */
final class DuckSession implements AutoCloseable {
  private final Connection connection;

  private DuckSession(Connection connection) {
    this.connection = connection;
  }

  /** Reads one chunk of a result. */
  @FunctionalInterface
  interface ChunkReader {
    void read(DuckDBDataChunkReader chunk) throws SQLException;
  }

  static DuckSession open(Path scratch, int threads) throws SQLException {
    DuckSession session = new DuckSession(DriverManager.getConnection("jdbc:duckdb:"));
    session.run("SET threads = " + threads);
    session.run("SET memory_limit = '2GB'");
    session.run("SET temp_directory = " + quote(scratch.toString()));
    // Rows say where they belong; and what must be ordered says ORDER BY.
    session.run("SET preserve_insertion_order = false");
    return session;
  }

  static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static String name(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }

  static String parquet(Path file) {
    return DuckFiles.parquet(file);
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the only number of a result. */
  long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /**
   * Makes a table (id, i) that numbers the distinct ids of a query in the order of their bytes, and
   * reads it.
   */
  Dictionary number(String table, String sources) throws SQLException {
    run(
        "CREATE TEMP TABLE "
            + table
            + " AS SELECT id, (row_number() OVER (ORDER BY id) - 1)::INTEGER AS i FROM (SELECT"
            + " DISTINCT id FROM ("
            + sources
            + "))");
    List<String> ids = new ArrayList<>();
    read(
        "SELECT id FROM " + table + " ORDER BY i",
        chunk -> {
          DuckDBReadableVector id = chunk.vector(0);
          for (long k = 0; k < chunk.rowCount(); k++) {
            ids.add(id.getString(k));
          }
        });
    return Dictionary.of(ids);
  }

  /** Reads a result by chunks of columns. */
  void read(String sql, ChunkReader reader) throws SQLException {
    try (DuckDBPreparedStatement statement =
            connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        reader.read(result.chunk());
      }
    }
  }

  /** Reads a result row by row, for columns that have no vector of their own. */
  ResultSet rows(Statement statement, String sql) throws SQLException {
    return statement.executeQuery(sql);
  }

  Statement statement() throws SQLException {
    return connection.createStatement();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
