package sluice.serving.feedback;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connection of the writer: made when needed, thrown away with its transaction when anything
 * fails.
 *
 * <p>What fails on a connection that had served before is tried once more on a new one, whole: the
 * database may have been away in between. A commit of which the answer was lost is no harm then:
 * its events are found again as duplicates. Not safe for several threads.
 */
final class WriterConnection implements AutoCloseable {
  private final Database database;
  private @Nullable Connection connection;

  WriterConnection(Database database) {
    this.database = database;
  }

  /** What is done over the connection. */
  interface Job<T> {
    T run(FeedbackTables tables) throws SQLException;
  }

  /**
   * Runs a job in a transaction, durable on return.
   *
   * @throws StoreUnavailable where it could not be made durable
   */
  <T> T transact(Job<T> job) {
    return attempt(c -> {
      database.begin(c);
      T result = job.run(new FeedbackTables(database, c));
      database.commit(c);
      return result;
    });
  }

  /**
   * Runs a job without a transaction.
   *
   * @throws StoreUnavailable where it failed
   */
  <T> T run(Job<T> job) {
    return attempt(c -> job.run(new FeedbackTables(database, c)));
  }

  private interface Attempt<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T attempt(Attempt<T> attempt) {
    if (connection != null) {
      try {
        return once(attempt, connection);
      } catch (SQLException e) {
        // Once more below, on a new connection.
      }
    }
    try {
      Connection fresh = database.connect();
      connection = fresh;
      return once(attempt, fresh);
    } catch (SQLException e) {
      throw new StoreUnavailable(
          database.label() + " cannot be written now; nothing of the call is acknowledged", e);
    }
  }

  private <T> T once(Attempt<T> attempt, Connection on) throws SQLException {
    boolean done = false;
    try {
      T result = attempt.on(on);
      done = true;
      return result;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  /** Ends the connection, and rolls back what was not committed. */
  @Override
  public void close() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.close();
      } catch (SQLException e) {
        // It is of no use any more; nothing depends on how it ends.
      }
    }
  }
}
