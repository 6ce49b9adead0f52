package sluice.serving.feedback;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that read, each used by one caller at a time and made when first needed.
 *
 * <p>A read that fails on a connection that had served before is tried once more on a new one: the
 * database may have been away in between.
 */
final class Readers implements AutoCloseable {
  private static final int MOST = 4;
  private static final long LONGEST_WAIT = 10;

  private final Database database;

  /** One element a place; empty: not connected. */
  private final BlockingQueue<Optional<Connection>> places = new ArrayBlockingQueue<>(MOST);

  private volatile boolean closed;

  Readers(Database database) {
    this.database = database;
    for (int i = 0; i < MOST; i++) {
      places.add(Optional.empty());
    }
  }

  /** What is read; it keeps nothing of the tables. */
  interface Reading<T> {
    T read(FeedbackTables tables) throws SQLException;
  }

  /**
   * Reads.
   *
   * @throws StoreBusy where no connection comes free in time
   * @throws StoreUnavailable where the database cannot be read
   */
  <T> T read(Reading<T> reading) {
    Optional<Connection> place = take();
    @Nullable Connection connection = place.orElse(null);
    try {
      if (connection != null) {
        try {
          return reading.read(new FeedbackTables(database, connection));
        } catch (SQLException e) {
          end(connection);
          connection = null;
        }
      }
      connection = database.connect();
      return reading.read(new FeedbackTables(database, connection));
    } catch (SQLException e) {
      end(connection);
      connection = null;
      throw new StoreUnavailable(database.label() + " cannot be read now", e);
    } finally {
      places.add(Optional.ofNullable(connection));
      if (closed) {
        endIdle();
      }
    }
  }

  private Optional<Connection> take() {
    if (closed) {
      throw new StoreUnavailable("the feedback store is closed");
    }
    try {
      Optional<Connection> place = places.poll(LONGEST_WAIT, TimeUnit.SECONDS);
      if (place == null) {
        throw new StoreBusy("all " + MOST + " connections that read are in use");
      }
      return place;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting to read", e);
    }
  }

  private static void end(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // It is of no use any more; nothing depends on how it ends.
    }
  }

  /** Ends the connections; those in use end with their reading. */
  @Override
  public void close() {
    closed = true;
    endIdle();
  }

  private void endIdle() {
    for (int i = 0; i < MOST; i++) {
      Optional<Connection> place = places.poll();
      if (place != null) {
        end(place.orElse(null));
        places.add(Optional.empty());
      }
    }
  }
}
