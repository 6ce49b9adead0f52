package sluice.core;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of the data that may be learned from: everything fitted is a function of one of these
 * alone.
 *
 * <p>Immutable, safe for use by many threads.
 *
 * @param users the users of this part (and, for the train split of a nested split, of the part
 *     around it)
 * @param catalogue the items that may be recommended
 * @param interactions of this part, in time order
 * @param histories the same by user
 * @param items attributes of the catalogue's items
 * @param userTable attributes of the users
 * @param tags of this part, in time order
 * @param impressions the canonical impressions table, where the data has one and the protocol parts
 *     it by time; only rows before {@code asOf} may be read
 * @param edges who is tied to whom, as of the part's end
 * @param vectors those that the data brings, by the name of the embedding
 * @param asOf milliseconds since 1970 UTC: nothing of this part is from this time or later; {@link
 *     Long#MAX_VALUE} where the protocol does not part by one time
 * @param timed whether features that depend on time are on: the data has timestamps and the
 *     protocol respects them
 */
public record FittingPart(
    Dictionary users,
    Catalogue catalogue,
    Interactions interactions,
    Histories histories,
    EntityTable items,
    EntityTable userTable,
    Tags tags,
    Optional<Path> impressions,
    Edges edges,
    Map<String, BroughtVectors> vectors,
    long asOf,
    boolean timed) {
  /** Makes a part without edges and vectors. */
  public FittingPart(
      Dictionary users,
      Catalogue catalogue,
      Interactions interactions,
      Histories histories,
      EntityTable items,
      EntityTable userTable,
      Tags tags,
      Optional<Path> impressions,
      long asOf,
      boolean timed) {
    this(
        users,
        catalogue,
        interactions,
        histories,
        items,
        userTable,
        tags,
        impressions,
        Edges.NONE,
        Map.of(),
        asOf,
        timed);
  }

  /** Checks that the tables fit the dictionaries. */
  public FittingPart {
    Objects.requireNonNull(users, "users");
    vectors = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(vectors));
    if (items.entities() != catalogue.size()) {
      throw new IllegalArgumentException(
          "item table has " + items.entities() + " entities, catalogue " + catalogue.size());
    }
    if (userTable.entities() != users.size()) {
      throw new IllegalArgumentException(
          "user table has " + userTable.entities() + " entities, dictionary " + users.size());
    }
  }
}
