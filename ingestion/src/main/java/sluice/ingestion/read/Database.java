package sluice.ingestion.read;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import sluice.ingestion.DuckFiles;

/**
 * A DuckDB database in a folder of its own, set up so that nothing is downloaded, memory is bounded
 * and rows keep their order. Closing it leaves its file to whoever owns the folder. Not
 * thread-safe.
 */
final class Database implements AutoCloseable {
  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  static Database open(Path folder, int threads, String memoryLimit) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("temp_directory", folder.resolve("spill").toString());
    properties.setProperty("threads", String.valueOf(threads));
    properties.setProperty("memory_limit", memoryLimit);
    properties.setProperty("preserve_insertion_order", "true");
    Database database =
        new Database(
            DriverManager.getConnection(
                DuckFiles.database(folder.resolve("ingest.duckdb")), properties));
    database.execute("SET TimeZone = 'UTC'");
    database.execute("SET enable_progress_bar = false");
    return database;
  }

  DuckDBConnection connection() throws SQLException {
    return connection.unwrap(DuckDBConnection.class);
  }

  void execute(String sql) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(sql);
    }
  }

  /** Returns the only number of the only row; 0 for NULL. */
  long number(String sql) throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      r.next();
      return r.getLong(1);
    }
  }

  /** Returns the rows as texts, null for NULL. */
  List<List<@Nullable String>> rows(String sql) throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      int columns = r.getMetaData().getColumnCount();
      while (r.next()) {
        List<@Nullable String> row = new ArrayList<>(columns);
        for (int c = 1; c <= columns; c++) {
          row.add(r.getString(c));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Returns the first column as texts, without NULLs. */
  List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    for (List<@Nullable String> row : rows(sql)) {
      String v = row.get(0);
      if (v != null) {
        values.add(v);
      }
    }
    return values;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
