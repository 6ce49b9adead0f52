package sluice.serving.feedback;

import java.util.Locale;

/** The kind of request that a slate answered, or where people saw it. */
public enum Surface {
  /** {@code POST /v1/recommend}. */
  RECOMMEND,
  /** The recommendations on the server's own page of a viewer, once a browser showed them. */
  PAGE,
  /** Items like an item. */
  SIMILAR,
  /** What similar users also liked. */
  PEOPLE,
  /** Items near a vector. */
  VECTOR,
  /** What a text search found. */
  SEARCH,
  /** A slate of a store that an older version wrote, which did not keep the surface. */
  UNKNOWN;

  /**
   * Says whether the slate is the recommender's choice for its user. Only these slates are
   * impressions for the counts of features and for off-policy estimates: in the others the user
   * asked for an item, a text or a vector. {@link #UNKNOWN} is taken for one, as it was before.
   */
  public boolean isRecommended() {
    return this == RECOMMEND || this == PAGE || this == UNKNOWN;
  }

  /** Returns the name in files and tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the surface of a {@link #word}. */
  static Surface of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
