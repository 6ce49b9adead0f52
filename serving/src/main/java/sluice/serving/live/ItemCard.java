package sluice.serving.live;

import java.util.List;

/**
 * What a page shows of an item: plain text, to be escaped where it is shown.
 *
 * @param id the item's id
 * @param title what it is called
 * @param about a few words: its categories
 */
public record ItemCard(String id, String title, List<String> about) {
  /** Copies. */
  public ItemCard {
    about = List.copyOf(about);
  }
}
