package sluice.serving.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;

/**
 * Parquet, written by DuckDB: user and item are strings, rank an int, score a float, probability
 * and propensity doubles.
 *
 * <p>A part is held in memory while it is written; parts are merged as a stream. One thread works,
 * so that the order is kept and the same rows give the same bytes.
 */
final class ParquetWriter implements RecommendationWriter {
  private static final String COLUMNS =
      "\"user\" VARCHAR, rank INTEGER, item VARCHAR, score FLOAT, probability DOUBLE,"
          + " propensity DOUBLE";

  @Override
  public String extension() {
    return "parquet";
  }

  @Override
  public void writePart(Path file, Rows rows) throws IOException {
    try (DuckSession duck = DuckSession.inMemory(1)) {
      duck.run("CREATE TABLE t (" + COLUMNS + ")");
      try (DuckDBAppender appender = duck.appender("t")) {
        rows.writeTo((user, rank, item, score, probability, propensity) -> {
          float checked = RecommendationWriter.finite(score);
          try {
            appender.beginRow();
            appender.append(user).append(rank).append(item).append(checked);
            if (Double.isNaN(probability)) {
              appender.appendNull();
            } else {
              appender.append(probability);
            }
            appender.append(propensity);
            appender.endRow();
          } catch (SQLException e) {
            throw failure(file, e);
          }
        });
      }
      duck.run(DuckFiles.copyToParquet("t", file, ""));
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void merge(List<Path> parts, Path file) throws IOException {
    String rows = parts.isEmpty() ? "t" : "(FROM " + DuckFiles.parquet(parts, "") + ")";
    try (DuckSession duck = DuckSession.inMemory(1)) {
      duck.run("CREATE TABLE t (" + COLUMNS + ")");
      duck.run(DuckFiles.copyToParquet(rows, file, ""));
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private static IOException failure(Path file, SQLException e) {
    return new IOException("cannot write " + file + ": " + e.getMessage(), e);
  }
}
