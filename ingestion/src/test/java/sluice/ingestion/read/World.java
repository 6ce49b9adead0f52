package sluice.ingestion.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import sluice.core.Progress;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.dataset.DatasetResolver;
import sluice.ingestion.dataset.DatasetSpec;

/** A folder of raw files for a test, and what ingestion makes of it. */
public final class World {
  public final Path folder;
  public final Path tables;

  public World(Path folder) {
    this.folder = folder.resolve("data");
    this.tables = folder.resolve("tables");
    try {
      Files.createDirectories(this.folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public World file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public World file(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public World yaml(String text) {
    return file("dataset.yaml", text);
  }

  public DatasetSpec spec() {
    return new DatasetResolver("config.yaml:1", folder, folder).resolve(folder.toString());
  }

  public CanonicalTables ingest() {
    return ingest(settings());
  }

  public CanonicalTables ingest(IngestionSettings settings) {
    return Ingestion.ingest(spec(), tables, settings, Progress.SILENT);
  }

  /** Every second row may be bad, so that small files can hold bad rows. */
  public static IngestionSettings settings() {
    return IngestionSettings.DEFAULT.withThreads(1).withMaxBadRows(0.5).withMemoryLimit("500MB");
  }

  /**
   * Runs SQL in which each table is named by {@code {table}}; columns are joined by a bar, NULL is
   * shown as a dash.
   */
  public List<String> query(String sql) {
    String text = sql;
    for (String t : CanonicalTables.TABLES) {
      text = text.replace("{" + t + "}", "'" + tables.resolve(t + ".parquet") + "'");
    }
    return sql("jdbc:duckdb:", text);
  }

  static List<String> sql(String url, String... statements) {
    try (var connection = DriverManager.getConnection(url);
        Statement s = connection.createStatement()) {
      List<String> rows = new ArrayList<>();
      for (String statement : statements) {
        if (s.execute(statement)) {
          ResultSet r = s.getResultSet();
          while (r.next()) {
            List<String> cells = new ArrayList<>();
            for (int c = 1; c <= r.getMetaData().getColumnCount(); c++) {
              String v = r.getString(c);
              cells.add(v == null ? "-" : v);
            }
            rows.add(String.join("|", cells));
          }
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> quarantine() {
    try {
      return Files.readAllLines(tables.resolve("quarantine.csv")).stream()
          .map(l -> l.replace(folder + "/", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> left() {
    if (!Files.exists(tables)) {
      return List.of();
    }
    try (var list = Files.list(tables)) {
      return list.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
