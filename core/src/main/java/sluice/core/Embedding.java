package sluice.core;

import java.nio.file.Path;
import java.util.List;

/**
 * Vectors of items, and a way to place a request among them: the score of an item is the inner
 * product of the two.
 *
 * <p>User vectors are always made from the request's history (folded in), so that training, batch
 * and serving agree and a new click counts at once. Immutable, safe for use by many threads.
 */
public interface Embedding {
  /** Returns the name: {@code ials}, {@code content}, … */
  String name();

  /**
   * Returns the item vectors; row i is item i of the catalogue; a zero row is an item nothing is
   * known of.
   */
  ItemVectors items();

  /**
   * Writes the request's vector.
   *
   * @param query receives {@code items().dimension()} floats
   * @return false where nothing is known of the user; query is then all zero
   */
  boolean query(Request request, float[] query);

  /** Writes what its type reads it from again, into an existing, empty folder. */
  void write(Path folder);

  /** Returns what a report says of the fitting. */
  default List<ReportSection.Block> report() {
    return List.of();
  }
}
