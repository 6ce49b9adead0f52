package sluice.ingestion;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB database of its own, set up so that nothing is downloaded, days are those of UTC and
 * rows keep their order. Not thread-safe.
 */
public final class DuckSession implements AutoCloseable {
  /** How the plan of a statement begins whose table gets its rows in the order of the source. */
  private static final Pattern IN_ORDER =
      Pattern.compile("\\[\\s*\\{\\s*\"name\": *\"BATCH_CREATE_TABLE_AS\"");

  private final DuckDBConnection connection;
  private final int threads;

  private DuckSession(String url, int threads, Properties properties) throws SQLException {
    this.threads = threads;
    properties.setProperty("threads", String.valueOf(threads));
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    connection = DriverManager.getConnection(url, properties).unwrap(DuckDBConnection.class);
    run("SET TimeZone = 'UTC'");
    run("SET enable_progress_bar = false");
  }

  /** Reads the current row of a result. */
  @FunctionalInterface
  public interface RowReader {
    /** Reads the row; must not move on to another. */
    void read(ResultSet row) throws SQLException;
  }

  /** Reads one chunk of a result. */
  @FunctionalInterface
  public interface ChunkReader {
    /** Reads all rows of the chunk, whose vectors are valid for this call only. */
    void read(DuckDBDataChunkReader chunk) throws SQLException;
  }

  /**
   * Opens a database in memory.
   *
   * @param threads how many threads work, 1 or more; with one, the same rows give the same files
   */
  public static DuckSession inMemory(int threads) throws SQLException {
    return new DuckSession("jdbc:duckdb:", threads, new Properties());
  }

  /**
   * Opens a database whose data and spilled rows are files of a folder. Closing leaves the files to
   * the owner of the folder.
   *
   * @param threads how many threads work, 1 or more
   * @param memoryLimit how much memory it may take before it spills, such as {@code 2GB}
   */
  public static DuckSession in(Path folder, int threads, String memoryLimit) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("memory_limit", memoryLimit);
    properties.setProperty("temp_directory", folder.resolve("spill").toString());
    return new DuckSession(url(folder.resolve("work.duckdb")), threads, properties);
  }

  /** In memory where DuckDB would take a character of the path for the start of options. */
  private static String url(Path file) {
    String path = file.toAbsolutePath().toString();
    return "jdbc:duckdb:" + (path.matches("(?s).*[;?].*") ? "" : path);
  }

  /** Runs a statement. */
  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Creates a table whose {@code rowid} counts a query's rows in the order of its source, for any
   * number of threads.
   *
   * <p>DuckDB keeps that order where every step of the plan does. Joins and groups do not: there
   * each thread adds the rows that it happened to get. Such a query runs on one thread.
   */
  public void createInOrder(String table, String query) throws SQLException {
    String create = "CREATE TABLE " + table + " AS " + query;
    if (threads == 1 || IN_ORDER.matcher(plan(create)).lookingAt()) {
      run(create);
    } else {
      createByOneThread(table, query);
    }
  }

  /** Creates a table by one thread, whose rows come in the same order each time. */
  public void createByOneThread(String table, String query) throws SQLException {
    run("SET threads = 1");
    try {
      run("CREATE TABLE " + table + " AS " + query);
    } finally {
      run("SET threads = " + threads);
    }
  }

  private String plan(String sql) throws SQLException {
    return String.valueOf(rows("EXPLAIN (FORMAT JSON) " + sql).get(0).get(1));
  }

  /** Returns what appends rows to a table. */
  public DuckDBAppender appender(String table) throws SQLException {
    return connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
  }

  /** Reads a result row by row. */
  public void each(String sql, RowReader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  /** Reads a result by chunks of columns, the fastest way for many rows. */
  public void chunks(String sql, ChunkReader reader) throws SQLException {
    try (DuckDBPreparedStatement statement =
            connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        reader.read(result.chunk());
      }
    }
  }

  /** Returns the only number of the only row; 0 for NULL. */
  public long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Returns the rows as texts, null for NULL. */
  public List<List<@Nullable String>> rows(String sql) throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    each(
        sql,
        row -> {
          int columns = row.getMetaData().getColumnCount();
          List<@Nullable String> values = new ArrayList<>(columns);
          for (int c = 1; c <= columns; c++) {
            values.add(row.getString(c));
          }
          rows.add(values);
        });
    return rows;
  }

  /** Returns the first column as texts, without NULLs. */
  public List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    each(
        sql,
        row -> {
          String value = row.getString(1);
          if (value != null) {
            values.add(value);
          }
        });
    return values;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
