package sluice.serving.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.core.UserError;

/**
 * What the search knows of one item.
 *
 * @param id the item's id
 * @param attributes by column its values: one for a text or a number, any number of categories
 * @param availableFrom milliseconds since 1970 UTC, {@link Long#MIN_VALUE} for always
 * @param availableUntil exclusive, {@link Long#MAX_VALUE} for ever
 */
public record SearchItem(
    String id, Map<String, List<String>> attributes, long availableFrom, long availableUntil) {
  /** How long an id may be; Lucene takes no term of more than 32,766 bytes. */
  public static final int ID_LIMIT = 1_000;

  /**
   * Checks and copies.
   *
   * @throws UserError where the id is empty or too long
   */
  public SearchItem {
    if (id.isEmpty() || id.length() > ID_LIMIT) {
      throw new UserError(
          "an item's id must have 1 to " + ID_LIMIT + " characters, this one has " + id.length());
    }
    Map<String, List<String>> copy = new LinkedHashMap<>();
    attributes.forEach((column, values) -> copy.put(column, List.copyOf(values)));
    attributes = Map.copyOf(copy);
  }

  /** Makes an item that is always available. */
  public static SearchItem always(String id, Map<String, List<String>> attributes) {
    return new SearchItem(id, attributes, Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
