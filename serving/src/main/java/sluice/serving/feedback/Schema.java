package sluice.serving.feedback;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import sluice.core.UserError;

/** The tables, and their version. */
final class Schema {
  /** The version of the tables that this code makes and reads. */
  static final int VERSION = 3;

  /**
   * The one row of {@code feedback_store} counts the sequence and is the lock of writers; {@code
   * wipe} is 1 from the moment when rows were deleted until the files are cleaned of them.
   */
  private static final String STORE =
      """
      CREATE TABLE IF NOT EXISTS feedback_store (
        version INTEGER NOT NULL,
        last_sequence BIGINT NOT NULL,
        wipe INTEGER NOT NULL)
      """;

  // {SEQUENCE} is INTEGER in SQLite, where that makes it the row's own number and saves an index,
  // and BIGINT in PostgreSQL, where INTEGER has 32 bits.
  private static final String ACTION =
      """
      CREATE TABLE feedback_action (
        sequence {SEQUENCE} PRIMARY KEY,
        event_id TEXT NOT NULL UNIQUE,
        user_id TEXT NOT NULL,
        item TEXT NOT NULL,
        type TEXT NOT NULL,
        request_id TEXT,
        value REAL,
        time BIGINT NOT NULL,
        marks TEXT NOT NULL,
        position INTEGER)
      """;

  private static final String SHOWN =
      """
      CREATE TABLE feedback_shown (
        request_id TEXT PRIMARY KEY,
        user_id TEXT NOT NULL,
        time BIGINT NOT NULL,
        bundle TEXT NOT NULL,
        items TEXT NOT NULL,
        stored BIGINT NOT NULL,
        surface TEXT,
        degraded TEXT)
      """;

  /**
   * What version 1 lacks: when a slate was stored by the machine's clock. The slate's own time is
   * that of its request, which may be years away.
   */
  private static final String ADD_STORED =
      "ALTER TABLE feedback_shown ADD COLUMN stored BIGINT NOT NULL DEFAULT ";

  /**
   * What version 2 lacks. Rows without a surface are as version 2 wrote them, positions from 0;
   * they are read as such until they are removed for their age.
   */
  private static final String[] ADD_SURFACE = {
    "ALTER TABLE feedback_action ADD COLUMN position INTEGER",
    "ALTER TABLE feedback_shown ADD COLUMN surface TEXT",
    "ALTER TABLE feedback_shown ADD COLUMN degraded TEXT"
  };

  /** For the removal of old slates. */
  private static final String BY_AGE = "CREATE INDEX feedback_shown_age ON feedback_shown (stored)";

  /** For the history and the rate of a user. */
  private static final String BY_USER =
      "CREATE INDEX feedback_action_user ON feedback_action (user_id, time)";

  /** For replays. */
  private static final String BY_REQUEST =
      "CREATE INDEX feedback_action_request ON feedback_action (request_id, item, type)"
          + " WHERE request_id IS NOT NULL";

  // What is written about the catalogue, since version 2. Rows of items are never deleted: their
  // versions stay without gaps.
  private static final String ITEM =
      """
      CREATE TABLE IF NOT EXISTS catalogue_item (
        version {SEQUENCE} PRIMARY KEY,
        item TEXT NOT NULL,
        attributes TEXT,
        time BIGINT NOT NULL)
      """;

  private static final String USER =
      """
      CREATE TABLE IF NOT EXISTS catalogue_user (
        user_id TEXT PRIMARY KEY,
        attributes TEXT NOT NULL,
        time BIGINT NOT NULL)
      """;

  private static final String EXPORT =
      "CREATE TABLE IF NOT EXISTS feedback_export (folder TEXT PRIMARY KEY, time BIGINT NOT NULL)";

  private Schema() {}

  /**
   * Makes the tables where there are none, brings older ones up to date, and finishes a forgetting
   * that a crash cut short.
   *
   * @throws UserError where they are of another version, or the database cannot be opened
   */
  static void open(Database database) {
    try (Connection connection = database.connect()) {
      database.checkDurable(connection);
      database.begin(connection);
      boolean wipe = prepare(database, connection);
      database.commit(connection);
      if (wipe) {
        new FeedbackTables(database, connection).clean(true);
      }
    } catch (SQLException e) {
      throw new UserError(
          "the feedback database "
              + database.label()
              + " cannot be opened: "
              + e.getMessage()
              + ". Fix: check that it runs, that it is a database of the kind its URL says, and"
              + " that it may be written",
          e);
    }
  }

  private static boolean prepare(Database database, Connection connection) throws SQLException {
    Database.execute(connection, database.lockSchema(), STORE);
    try (Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("SELECT * FROM feedback_store")) {
      if (version.next()) {
        int found = version.getInt("version");
        boolean wipe = version.getInt("wipe") != 0;
        if (found == 1) {
          Database.execute(connection, sequenced(database, ITEM), USER, EXPORT);
          Database.execute(connection, ADD_STORED + System.currentTimeMillis(), BY_AGE);
        }
        if (found == 1 || found == 2) {
          Database.execute(connection, ADD_SURFACE);
          Database.execute(connection, "UPDATE feedback_store SET version = " + VERSION);
          return wipe;
        }
        if (found != VERSION) {
          throw new UserError(
              "the feedback database "
                  + database.label()
                  + " has tables of version "
                  + found
                  + "; this Sluice reads version "
                  + VERSION
                  + " and older. Fix: open it with the Sluice that made it, or name another"
                  + " database");
        }
        return wipe;
      }
    }
    Database.execute(
        connection,
        sequenced(database, ACTION),
        sequenced(database, ITEM),
        USER,
        EXPORT,
        SHOWN,
        BY_USER,
        BY_REQUEST,
        BY_AGE,
        "INSERT INTO feedback_store (version, last_sequence, wipe) VALUES (" + VERSION + ", 0, 0)");
    return false;
  }

  private static String sequenced(Database database, String table) {
    return table.replace("{SEQUENCE}", database instanceof SqliteDatabase ? "INTEGER" : "BIGINT");
  }
}
