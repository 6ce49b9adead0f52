package sluice.serving.live;

import java.util.List;
import java.util.Optional;

/**
 * The funnel of one user's request, taken apart.
 *
 * @param bundle id of the bundle that was asked
 * @param known whether the bundle or the feedback store has the user
 * @param funnel what each stage made
 * @param recent what the user interacted with lately, the latest first
 * @param items what is explained: the slate, or the one item that was asked about
 */
public record Explained(
    String bundle, boolean known, Inspection funnel, List<ItemCard> recent, List<Item> items) {
  /** Copies. */
  public Explained {
    recent = List.copyOf(recent);
    items = List.copyOf(items);
  }

  /** What became of an item on its way: the first of these that holds. */
  public enum Fate {
    /** It stands in the slate. */
    SHOWN,
    /** It is outside its dates at the request's time. */
    NOT_AVAILABLE,
    /** The user has it in the history, and seen items are excluded, or hid it. */
    SEEN,
    /** A rule of the re-rankers hides it. */
    HIDDEN,
    /** No source brought it. */
    NOT_RETRIEVED,
    /** A source brought it, and it is not among those that fusion keeps. */
    CUT_BY_FUSION,
    /** The ranker did not put it among the first of the slate's size. */
    RANKED_TOO_LOW,
    /** The ranker did, and a re-ranker took it out. */
    REMOVED_AFTER_RANKING
  }

  /**
   * One item's way.
   *
   * @param item what it is
   * @param fate how far it came
   * @param sources what each source made of it, in the order of the config
   * @param rank the ranker's, 1 the best; 0 where it was not ranked
   * @param score the ranker's; empty where it was not ranked
   * @param shown its place in the slate, 1 the first; 0 where it is not shown
   * @param why features and words; all features that count, the strongest first
   */
  public record Item(
      ItemCard item,
      Fate fate,
      List<AtSource> sources,
      int rank,
      Optional<Float> score,
      int shown,
      Answer.Why why) {
    /** Copies. */
    public Item {
      sources = List.copyOf(sources);
    }
  }

  /**
   * What a source made of an item.
   *
   * @param source its name
   * @param most how many items it brings at most
   * @param brought how many it brought
   * @param rank the item's among these; 0 where it is not
   * @param score the source's; empty where it did not bring the item
   * @param further the rank it would have if the source brought more; 0 where it was brought, may
   *     not be recommended, or is not found there either
   */
  public record AtSource(
      String source, int most, int brought, int rank, Optional<Float> score, int further) {}
}
