package sluice.serving.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import sluice.core.UserError;

/**
 * What is searched for.
 *
 * @param text words in any order; every string is allowed and none has a syntax. Only the first
 *     {@value #TEXT_LIMIT} characters and of them the first {@value #WORD_LIMIT} words are read. A
 *     text without a word matches every item, so that one can browse by facets alone
 * @param filters by facet column the values of which an item must have at least one; a column with
 *     no values filters nothing
 * @param from how many of the best items are skipped
 * @param n how many items come back at most; {@code from + n} is {@value #DEPTH_LIMIT} at most
 * @param time milliseconds since 1970 UTC: only items that are available then are found
 */
public record SearchQuery(
    String text, Map<String, Set<String>> filters, int from, int n, long time) {
  /** How many characters of a text are read. */
  public static final int TEXT_LIMIT = 256;

  /** How many words of a text are read. */
  public static final int WORD_LIMIT = 16;

  /** How deep one can page. */
  public static final int DEPTH_LIMIT = 10_000;

  /**
   * Checks and copies.
   *
   * @throws UserError where {@code from} or {@code n} is out of bounds
   */
  public SearchQuery {
    Objects.requireNonNull(text, "text");
    if (from < 0 || n < 0 || (long) from + n > DEPTH_LIMIT) {
      throw new UserError(
          "a search from "
              + from
              + " for "
              + n
              + " items is out of bounds: both are 0 or more and their sum is "
              + DEPTH_LIMIT
              + " at most; narrow the search by a word or a filter instead");
    }
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    filters.forEach((column, values) -> {
      if (!values.isEmpty()) {
        copy.put(column, Set.copyOf(values));
      }
    });
    filters = Map.copyOf(copy);
  }

  /** Makes a query of a text alone. */
  public static SearchQuery of(String text, int n, long time) {
    return new SearchQuery(text, Map.of(), 0, n, time);
  }
}
