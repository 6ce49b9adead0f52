package sluice.serving.search;

import java.util.List;

/**
 * What similar users also liked.
 *
 * @param people how many neighbours were asked
 * @param items what they liked, best first
 */
public record AlsoLiked(int people, List<Item> items) {
  /** Copies. */
  public AlsoLiked {
    items = List.copyOf(items);
  }

  /**
   * One item.
   *
   * @param item dense index in the catalogue
   * @param people how many of the neighbours liked it
   * @param score the sum of their similarities, by which the items are ordered
   */
  public record Item(int item, int people, float score) {}
}
