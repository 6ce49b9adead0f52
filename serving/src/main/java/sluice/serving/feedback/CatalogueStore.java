package sluice.serving.feedback;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was written about items and users since the bundle: durable before a call returns.
 *
 * <p>Writes of items are kept one after another, for a replay must know what the catalogue was when
 * it answered; of a user only the latest is kept. All methods may be called by any number of
 * threads, and throw {@link StoreUnavailable} while the database cannot be used.
 */
public interface CatalogueStore {
  /**
   * Writes an item, or deletes it.
   *
   * @param attributes what is said of it; empty to delete
   * @param time when, milliseconds since 1970 UTC
   * @return the version of the catalogue from then on
   * @throws IllegalArgumentException where the id cannot be kept
   */
  long writeItem(String item, Optional<Attributes> attributes, long time);

  /** Hands over all writes of items above a version, in order. */
  void eachItem(long afterVersion, Consumer<ItemWrite> write);

  /**
   * Writes what is said of a user.
   *
   * @throws IllegalArgumentException where the id cannot be kept
   */
  void writeUser(UserWrite user);

  /** Returns what was said of a user. */
  Optional<UserWrite> user(String user);

  /** Hands over the latest of every user, in the order of their ids. */
  void eachUser(Consumer<UserWrite> user);

  /** Returns the folders that exports were written to, the first one first. */
  List<String> exports();
}
