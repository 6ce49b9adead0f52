package sluice.ingestion.sample;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import sluice.ingestion.DuckFiles;

/**
 * Collects the rows of a few tables and writes each as one Parquet file, in the order in which they
 * came.
 *
 * <p>A DuckDB in memory with a single thread, so that the bytes depend on the rows alone. For one
 * thread.
 */
final class PartWriter implements AutoCloseable {
  private final DuckDBConnection connection;

  PartWriter() throws SQLException {
    connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    try (Statement sql = connection.createStatement()) {
      sql.execute("SET threads = 1");
      sql.execute("SET preserve_insertion_order = true");
    }
  }

  /**
   * Begins a table and returns where its rows are added.
   *
   * @param table the table's name
   * @param columns its columns as SQL has them, such as {@code "user" VARCHAR, "timestamp" BIGINT}
   */
  DuckDBAppender begin(String table, String columns) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE " + table + " (" + columns + ")");
    }
    return connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
  }

  /** Writes the file of a table, whose appender must be closed. */
  void write(String table, Path file) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute(DuckFiles.copyToParquet(table, file, ""));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
