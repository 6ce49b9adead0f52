package sluice.core.graph;

/**
 * What relates two items, with all that its counting depends on: two stages that ask for equal
 * relations of a part read one {@link ItemGraph}.
 */
public sealed interface ItemRelation permits Transitions, TypedTransitions, CoOccurrence {
  /**
   * Returns what the relation is called: {@code transitions}, {@code typed-transitions} or {@code
   * co-occurrence}.
   */
  String name();

  /** Returns how many neighbours are kept of each item. */
  int neighbours();

  /** Returns name and settings as a word of letters, digits, dots and dashes, such as a file's. */
  default String key() {
    String settings = toString().replaceAll("^[A-Za-z]+\\[|]$", "");
    return name() + "-" + settings.replaceAll("[^A-Za-z0-9.]+", "-");
  }
}
