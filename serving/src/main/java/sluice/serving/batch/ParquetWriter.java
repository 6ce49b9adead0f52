package sluice.serving.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import sluice.ingestion.DuckFiles;

/**
 * Parquet, written by DuckDB: user and item are strings, rank an int, score a float.
 *
 * <p>A part is held in memory while it is written; parts are merged as a stream. One thread works,
 * so that the order is kept and the same rows give the same bytes.
 */
final class ParquetWriter implements RecommendationWriter {
  private static final String COLUMNS = "\"user\" VARCHAR, rank INTEGER, item VARCHAR, score FLOAT";

  @Override
  public String extension() {
    return "parquet";
  }

  @Override
  public void writePart(Path file, Rows rows) throws IOException {
    try (DuckDBConnection db = open();
        Statement sql = db.createStatement()) {
      sql.execute("CREATE TABLE t (" + COLUMNS + ")");
      try (DuckDBAppender appender = db.createAppender("main", "t")) {
        rows.writeTo((user, rank, item, score) -> {
          float checked = RecommendationWriter.finite(score);
          try {
            appender.beginRow();
            appender.append(user).append(rank).append(item).append(checked);
            appender.endRow();
          } catch (SQLException e) {
            throw failure(file, e);
          }
        });
      }
      sql.execute(DuckFiles.copyToParquet("t", file, ""));
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void merge(List<Path> parts, Path file) throws IOException {
    String rows = parts.isEmpty() ? "t" : "(FROM " + DuckFiles.parquet(parts, "") + ")";
    try (DuckDBConnection db = open();
        Statement sql = db.createStatement()) {
      sql.execute("CREATE TABLE t (" + COLUMNS + ")");
      sql.execute(DuckFiles.copyToParquet(rows, file, ""));
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private static DuckDBConnection open() throws SQLException {
    DuckDBConnection db = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    try (Statement sql = db.createStatement()) {
      sql.execute("SET threads = 1");
      sql.execute("SET preserve_insertion_order = true");
    }
    return db;
  }

  private static IOException failure(Path file, SQLException e) {
    return new IOException("cannot write " + file + ": " + e.getMessage(), e);
  }
}
