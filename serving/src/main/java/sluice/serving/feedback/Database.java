package sluice.serving.feedback;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import sluice.core.UserError;

/** What differs between the databases; all other SQL is common to them. */
sealed interface Database permits PostgresDatabase, SqliteDatabase {
  /**
   * Returns the database of a URL.
   *
   * @throws UserError where no database here has such URLs
   */
  static Database of(String url) {
    if (url.startsWith(SqliteDatabase.PREFIX)) {
      return SqliteDatabase.of(url);
    }
    if (url.startsWith(PostgresDatabase.PREFIX)) {
      return new PostgresDatabase(url);
    }
    // The URL may hold a password, so it is not shown.
    throw new UserError(
        "the URL of the feedback database is of no known kind. Fix: "
            + SqliteDatabase.PREFIX
            + "FILE, or "
            + PostgresDatabase.PREFIX
            + "//HOST/DATABASE?user=NAME");
  }

  /** Returns what the database is called in messages: no password. */
  String label();

  /** Returns why a statement failed, without anything that was to be stored. */
  String reason(SQLException e);

  /** Returns a connection in autocommit mode, set so that a commit is durable. */
  Connection connect() throws SQLException;

  /**
   * Checks that the database keeps what it acknowledges, and every id.
   *
   * @throws UserError where it does not
   */
  void checkDurable(Connection connection) throws SQLException;

  /** Begins a transaction that may write. */
  void begin(Connection connection) throws SQLException;

  /** Ends a transaction; on return it is durable. */
  void commit(Connection connection) throws SQLException;

  /** Returns SQL that keeps other processes from making the tables at the same time. */
  String lockSchema();

  /** Returns what makes a SELECT hold the row it reads until the end of the transaction. */
  String lockRow();

  /**
   * Returns a table function over one parameter, a JSON array: one row an element, its column
   * {@code value}. So one statement takes any number of keys.
   */
  String keys();

  /**
   * Cleans the database's files of what was deleted.
   *
   * @param deleted whether rows were deleted since the last time; else only what a failed
   *     transaction may have left is cleaned
   */
  void clean(Connection connection, boolean deleted) throws SQLException;

  /** Runs statements that return nothing. */
  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
