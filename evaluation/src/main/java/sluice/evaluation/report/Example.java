package sluice.evaluation.report;

import java.util.List;

/**
 * One user as an example: what they had liked, what was held out, and what each stage made of it.
 *
 * @param user external id
 * @param about a few words, such as "warm, 34 interactions"
 * @param liked what the history holds, the strongest or latest first
 * @param heldOut what the user interacted with in the test part
 * @param stages the first items of each system, in the order of the funnel
 */
public record Example(
    String user, String about, List<Item> liked, List<Item> heldOut, List<StageItems> stages) {
  /** Copies. */
  public Example {
    liked = List.copyOf(liked);
    heldOut = List.copyOf(heldOut);
    stages = List.copyOf(stages);
  }

  /**
   * An item.
   *
   * @param id external id
   * @param title what a person calls it; the id where there is no title
   * @param note a few words next to it (genres, a rating), or nothing
   * @param relevant whether it is among the user's held-out relevant items
   */
  public record Item(String id, String title, String note, boolean relevant) {}

  /** The first items of one system's list. */
  public record StageItems(String system, List<Item> items) {
    /** Copies. */
    public StageItems {
      items = List.copyOf(items);
    }
  }
}
