package sluice.serving.feedback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import sluice.core.UserError;

/**
 * SQLite, in a file with its write-ahead log next to it.
 *
 * @param url {@code jdbc:sqlite:FILE}, possibly with {@code ?pragma=value}
 * @param label the file
 */
record SqliteDatabase(String url, String label) implements Database {
  static final String PREFIX = "jdbc:sqlite:";

  /** How long to wait for another process's lock, in milliseconds. */
  private static final int BUSY_TIMEOUT = 10_000;

  static SqliteDatabase of(String url) {
    String file = url.substring(PREFIX.length()).replaceAll("\\?.*$", "");
    if (file.isBlank() || file.startsWith(":")) {
      throw new UserError(
          url + " keeps feedback in memory, where it is lost. Fix: " + PREFIX + "FILE");
    }
    try {
      Path parent = Path.of(file).toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
    } catch (IOException e) {
      throw new UserError("the folder of " + file + " cannot be made: " + e, e);
    }
    return new SqliteDatabase(url, Path.of(file).toAbsolutePath().toString());
  }

  @Override
  public String reason(SQLException e) {
    return String.valueOf(e.getMessage()); // names tables and columns at most
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try {
      // FULL: the log is synchronised at each commit; NORMAL, the usual setting next to WAL, would
      // lose the last commits with the machine's power.
      Database.execute(
          connection,
          "PRAGMA busy_timeout = " + BUSY_TIMEOUT,
          "PRAGMA journal_mode = WAL",
          "PRAGMA synchronous = FULL",
          "PRAGMA secure_delete = ON",
          // Ids fall anywhere in the indexes. Pages that several transactions change are copied
          // from
          // the log to the database once, and found in memory meanwhile: 32 MB of log, 16 of cache.
          "PRAGMA wal_autocheckpoint = 8000",
          "PRAGMA cache_size = -16384");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void checkDurable(Connection connection) {
    // connect() has set all there is to set.
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    // Not a plain BEGIN: a transaction that reads first and then writes would fail, and not wait,
    // where another process wrote in between.
    Database.execute(connection, "BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    Database.execute(connection, "COMMIT");
  }

  @Override
  public String lockSchema() {
    return "SELECT 1"; // BEGIN IMMEDIATE has locked the whole file.
  }

  @Override
  public String lockRow() {
    return "";
  }

  @Override
  public String keys() {
    return "json_each(?)";
  }

  @Override
  public void clean(Connection connection, boolean deleted) throws SQLException {
    if (deleted) {
      // secure_delete zeroes deleted rows, but not the copies that page splits of earlier days left
      // in the unused parts of pages. VACUUM writes all pages again from the rows that remain.
      Database.execute(connection, "VACUUM");
    }
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (!result.next() || result.getInt(1) != 0) {
        throw new SQLException(
            "the write-ahead log of " + label + " is in use elsewhere and cannot be emptied");
      }
    }
  }
}
