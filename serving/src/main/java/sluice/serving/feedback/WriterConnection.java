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
  private static final System.Logger LOG = System.getLogger(WriterConnection.class.getName());

  private static final int MOST_UNTIL_OVER = 100;

  private final Database database;
  private @Nullable Connection connection;

  /**
   * How many rows must be written without a failure before the last failure is over; 0 where there
   * is none. A disk that is full still takes deletions, and a row where many did not fit. Written
   * by one thread, read by all.
   */
  private volatile int untilOver;

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
   * @param rows that it adds, roughly
   * @throws StoreUnavailable where it could not be made durable
   */
  <T> T transact(int rows, Job<T> job) {
    return attempt(
        rows,
        c -> {
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
    return attempt(0, c -> job.run(new FeedbackTables(database, c)));
  }

  private interface Attempt<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T attempt(int rows, Attempt<T> attempt) {
    if (connection != null) {
      try {
        return worked(rows, once(attempt, connection));
      } catch (SQLException e) {
        // Once more below, on a new connection.
      }
    }
    try {
      Connection fresh = database.connect();
      connection = fresh;
      return worked(rows, once(attempt, fresh));
    } catch (SQLException e) {
      failed(rows, e);
      throw new StoreUnavailable(
          database.label() + " cannot be written now; nothing of the call is acknowledged", e);
    }
  }

  /** Says whether writing fails at the moment. */
  boolean failing() {
    return untilOver > 0;
  }

  private <T> T worked(int rows, T result) {
    if (failing()) {
      untilOver = Math.max(0, untilOver - rows);
      if (!failing()) {
        LOG.log(System.Logger.Level.INFO, database.label() + " can be written again");
      }
    }
    return result;
  }

  /** Tells of the first failure in a row: where and why. */
  private void failed(int rows, SQLException e) {
    if (!failing()) {
      LOG.log(
          System.Logger.Level.WARNING,
          database.label()
              + " cannot be written: "
              + database.reason(e)
              + ". Events are refused until it can; slates go on, and are stored later");
    }
    untilOver = Math.clamp(rows, 1, MOST_UNTIL_OVER);
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
