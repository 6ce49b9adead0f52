package sluice.ingestion.split;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import sluice.core.BroughtVectors;
import sluice.core.Dictionary;
import sluice.core.Edges;
import sluice.core.Interactions;
import sluice.core.Tags;

/**
 * All of a dataset in memory, column-wise: what a protocol parts, and after that the part that may
 * be learned from.
 *
 * <p>Immutable, safe for use by many threads. About 30 bytes an interaction.
 *
 * @param users ids of all users of interactions, test file and user table, in the order of their
 *     UTF-8 bytes
 * @param items ids of all items of interactions, test file and item table, in the same order
 * @param interactions in the order of {@code seq}; where the data has no timestamps, a row's time
 *     is its number. The weight of a negative event is below 0
 * @param given the dataset's own test file, where it has one
 * @param itemRows the item table; an item that stands only in interactions has no row
 * @param userRows the user table
 * @param tags tags on known items, in time order, undated ones first
 * @param impressions the canonical impressions table, where the data has one
 * @param edges who is tied to whom
 * @param vectors those that the data brings, by the name of the embedding; numbers as in {@code
 *     items}
 * @param timed whether the interactions have timestamps
 */
public record Dataset(
    Dictionary users,
    Dictionary items,
    Interactions interactions,
    Optional<TestFile> given,
    AttributeRows itemRows,
    AttributeRows userRows,
    Tags tags,
    Optional<Path> impressions,
    Edges edges,
    Map<String, BroughtVectors> vectors,
    boolean timed) {
  /** Makes a dataset without edges and vectors. */
  public Dataset(
      Dictionary users,
      Dictionary items,
      Interactions interactions,
      Optional<TestFile> given,
      AttributeRows itemRows,
      AttributeRows userRows,
      Tags tags,
      Optional<Path> impressions,
      boolean timed) {
    this(
        users,
        items,
        interactions,
        given,
        itemRows,
        userRows,
        tags,
        impressions,
        Edges.NONE,
        Map.of(),
        timed);
  }

  /** Checks that the tables fit the dictionaries. */
  public Dataset {
    Objects.requireNonNull(interactions, "interactions");
    vectors = Map.copyOf(vectors);
    if (itemRows.entities() != items.size() || userRows.entities() != users.size()) {
      throw new IllegalArgumentException(
          "attributes of "
              + itemRows.entities()
              + " items and "
              + userRows.entities()
              + " users, dictionaries of "
              + items.size()
              + " and "
              + users.size());
    }
  }

  /**
   * The interactions of a dataset's own test file.
   *
   * @param interactions in the order of the test file's {@code seq}
   * @param causal whether the dataset says that they lie wholly after the rest
   */
  public record TestFile(Interactions interactions, boolean causal) {}
}
