package sluice.sample;

import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;

/**
 * Collects the rows of a few tables and writes each as one Parquet file, in the order in which they
 * came.
 *
 * <p>A DuckDB in memory with a single thread, so that the bytes depend on the rows alone. For one
 * thread.
 */
final class PartWriter implements AutoCloseable {
  private final DuckSession duck;

  PartWriter() throws SQLException {
    duck = DuckSession.inMemory(1);
  }

  /**
   * Begins a table and returns where its rows are added.
   *
   * @param table the table's name
   * @param columns its columns as SQL has them, such as {@code "user" VARCHAR, "timestamp" BIGINT}
   */
  DuckDBAppender begin(String table, String columns) throws SQLException {
    duck.run("CREATE TABLE " + table + " (" + columns + ")");
    return duck.appender(table);
  }

  /** Writes the file of a table, whose appender must be closed. */
  void write(String table, Path file) throws SQLException {
    duck.run(DuckFiles.copyToParquet(table, file, ""));
  }

  @Override
  public void close() throws SQLException {
    duck.close();
  }
}
