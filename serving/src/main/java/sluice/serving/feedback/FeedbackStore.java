package sluice.serving.feedback;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the server showed and what users did about it: append-only but for {@link #forget} and for
 * slates, which are removed when they are older than {@link FeedbackSettings#keepShown}; durable
 * before it is acknowledged.
 *
 * <p>All methods may be called by any number of threads, virtual ones too. One thread of the store
 * writes: what waits is made durable together, in one transaction. Several stores, of one process
 * or of several, may share one database; each transaction holds a lock on the one row that counts
 * the sequence, so that numbers are given in the order of commits.
 *
 * <p>Every method but {@link #shown(Shown)} throws {@link StoreUnavailable} while the database
 * cannot be used, and works again when it can.
 */
public interface FeedbackStore extends AutoCloseable {
  /**
   * Opens a store, making its tables where there are none.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE?user=…}
   * @throws sluice.core.UserError where the URL is of another kind, the database cannot be reached,
   *     does not keep what it acknowledges, or holds tables of another version
   */
  static FeedbackStore open(String url, FeedbackSettings settings) {
    return JdbcFeedbackStore.open(url, settings);
  }

  /**
   * Stores actions. Those that are accepted are durable on return, all of them or, where this
   * throws, none that is acknowledged. One that is rejected does not hold back the others.
   *
   * @param userAgent what the client calls itself; read for {@link Suspicion#BOT}, not kept
   * @throws StoreBusy where too much waits already, or the list alone is longer than the capacity
   * @throws StoreUnavailable where they could not be stored, or it is not known whether they were
   */
  Receipt append(List<Action> actions, String userAgent);

  /** As {@link #append(List, String)}, of a client that calls itself nothing. */
  default Receipt append(List<Action> actions) {
    return append(actions, "");
  }

  /**
   * Hands over what was shown, without waiting. Calls that follow see it: an action that names the
   * request is checked against it, and is acknowledged only when both are durable. Without such an
   * action it becomes durable within some tenths of a second; a crash before that loses it. While
   * the database is gone it is kept in memory, up to the capacity. A request id that is there
   * already stays as it is.
   *
   * @throws StoreBusy where too many wait already
   * @throws StoreUnavailable where the store is closed
   */
  void shown(Shown shown);

  /** Returns what was shown under a request id; empty, too, where that is too long ago. */
  Optional<Shown> shown(String requestId);

  /** Returns the actions of a user in the order of their sequence numbers. */
  List<StoredAction> actions(String user);

  /** Returns the highest sequence number given so far, 0 where there is none. */
  long lastSequence();

  /**
   * Hands over all actions above a sequence number in order, up to the last one that is stored when
   * the call begins. Reads in pages and holds no lock meanwhile, so that a user forgotten meanwhile
   * may or may not be among them.
   */
  void each(long afterSequence, Consumer<StoredAction> action);

  /**
   * Hands over all slates of requests from one time up to before another, in no order that means
   * anything: those that are durable. Reads in pages and holds no lock meanwhile.
   */
  void eachShown(long from, long to, Consumer<Shown> slate);

  /**
   * Deletes all rows of a user. On return they are gone for good: in SQLite the user's id is in no
   * file of the database any more; in PostgreSQL the rows are deleted and vacuumed, while its
   * write-ahead log, its backups and the unused parts of its pages are the server's to clean. A
   * call that throws may have deleted the rows, but not yet cleaned the files; repeat it, or open
   * the store again.
   *
   * <p>Events of the user that come later, also late repeats, are stored as new.
   */
  Forgotten forget(String user);

  /** Says whether the last write failed; the log has said why. */
  boolean failing();

  /** Returns what was written about items and users, in the same database; ends with this store. */
  CatalogueStore catalogue();

  /**
   * Writes what is stored as a dataset that {@code sluice run --set dataset=FOLDER/dataset.yaml}
   * reads: {@code interactions.csv} in the order of sequence numbers, {@code impressions.csv},
   * {@code dataset.yaml}. The folder gets its name when it is complete. Ids and types come as they
   * are; what ingestion would refuse is left out and counted. What is stored while it runs may or
   * may not be in it.
   *
   * @throws sluice.core.UserError where the folder is there and is not empty, or there is no
   *     interaction to write
   * @throws java.io.UncheckedIOException where it cannot be written
   */
  Exported export(Path folder, ExportSettings settings);

  /**
   * Stores what was handed over and ends. What cannot be stored within this one attempt is lost, as
   * in a crash; nothing that was acknowledged is.
   */
  @Override
  void close();
}
