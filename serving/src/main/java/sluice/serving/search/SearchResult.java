package sluice.serving.search;

import java.util.List;

/**
 * What was found.
 *
 * @param total how many items match, on this page or not
 * @param allWords whether the items match every word; false where there are several words and no
 *     available item matches all, so that those that match some are given instead
 * @param hits the page, best first
 * @param facets one a facet column, in the catalogue's order of columns
 */
public record SearchResult(long total, boolean allWords, List<Hit> hits, List<Facet> facets) {
  /** Copies. */
  public SearchResult {
    hits = List.copyOf(hits);
    facets = List.copyOf(facets);
  }

  /**
   * One item that was found.
   *
   * @param item its id
   * @param title what to call it; the id where it has no title
   * @param score BM25, by which items that match the words equally well are ordered: it may be less
   *     than that of the hit above
   */
  public record Hit(String item, String title, float score) {}

  /**
   * How the matches spread over the values of one column.
   *
   * <p>The counts are of all matches and heed the filters on every other column but not those on
   * this one: a count says what the total would be if that value alone were chosen here.
   *
   * @param column the column
   * @param distinct how many values occur among the matches, listed or not
   * @param values the {@value #LIMIT} most frequent, ties by name, and after them what the query
   *     filters by and is not among these
   */
  public record Facet(String column, int distinct, List<FacetValue> values) {
    /** How many values are listed. */
    public static final int LIMIT = 50;

    /** Copies. */
    public Facet {
      values = List.copyOf(values);
    }
  }

  /**
   * One value of a facet.
   *
   * @param value its name
   * @param count how many matches have it
   */
  public record FacetValue(String value, long count) {}
}
