package sluice.pipeline.run;

import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;

/**
 * Writes rows in the order they come into one Parquet file, by DuckDB in memory.
 *
 * <p>The same rows give the same bytes: one thread writes, and the order of insertion is kept.
 */
public final class ParquetTable {
  private ParquetTable() {}

  /** Appends all rows of a table. */
  @FunctionalInterface
  public interface Rows {
    /** Appends; every row begins with {@code beginRow} and ends with {@code endRow}. */
    void appendTo(DuckDBAppender appender) throws SQLException;
  }

  /**
   * Writes a table.
   *
   * @param file the Parquet file
   * @param columns column names and SQL types, such as {@code user_id VARCHAR, value DOUBLE}
   * @param rows what to write
   */
  public static void write(Path file, String columns, Rows rows) {
    try (DuckSession duck = DuckSession.inMemory(1)) {
      duck.run("CREATE TABLE t (" + columns + ")");
      try (DuckDBAppender appender = duck.appender("t")) {
        rows.appendTo(appender);
      }
      duck.run(DuckFiles.copyToParquet("t", file, ""));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
