package sluice.evaluation.beyond;

import sluice.core.plugin.PluginType;

/**
 * A measure beyond accuracy that can be plugged in, such as {@code coverage}: one class, and one
 * line in {@code META-INF/services/sluice.evaluation.beyond.BeyondMeasureType}.
 *
 * <p>Unlike a {@link sluice.evaluation.MeasureType} it looks at what is known of items and users,
 * not only at what is relevant, and may be one number of all lists together.
 */
public interface BeyondMeasureType extends PluginType {
  /** What a larger number means. */
  enum Better {
    /** Larger is better. */
    HIGHER,
    /** Smaller is better. */
    LOWER,
    /** Neither by itself: a description. */
    NEITHER
  }

  /** What must be known besides the lists and the popularity of the items. */
  enum Needs {
    /** Nothing. */
    LISTS,
    /** The most popular items that each user may be given. */
    POPULAR_ITEMS,
    /** The items' categories. */
    CATEGORIES,
    /** The items' vectors. */
    VECTORS
  }

  /**
   * Returns the name, where {@code diversity(category)} is written {@code diversity@10(category)}:
   * letters and hyphens, then lower-case letters in brackets, if any.
   */
  @Override
  String type();

  /** Returns what a larger number means. */
  Better better();

  /** Returns what it is in a few words. */
  String summary();

  /**
   * Returns the contract in whole sentences: formula, whom it counts, what an empty list counts,
   * source.
   */
  String description();

  /** Returns what must be known; where it is not, the measure is left out. */
  default Needs needs() {
    return Needs.LISTS;
  }

  /** Says whether it is one number of all lists together, not a mean over users. */
  default boolean ofTheSystem() {
    return false;
  }

  /**
   * Returns one value a user, NaN for users not counted, of which the measure is the mean; of the
   * whole system, the value alone.
   */
  double[] values(CutLists lists);
}
