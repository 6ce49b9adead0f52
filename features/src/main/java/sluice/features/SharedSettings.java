package sluice.features;

import java.time.Duration;
import java.util.List;
import sluice.core.SettingError;
import sluice.core.graph.CoOccurrence;
import sluice.core.graph.Transitions;

/**
 * What features of all families are made with.
 *
 * @param lagDays how many days before the request the data of the snapshot tables and tags must
 *     have happened, 0 or more
 * @param history how many of a user's latest positive interactions affinities are made of
 * @param related how many of them co-occurrence is read from
 * @param last how many of them transitions and likenesses to the latest items are read from
 * @param halfLifeItems after how many items back an interaction counts half in affinities
 * @param buckets into how many flags a category of the user table is hashed, and one of the item
 *     table that has none of its own
 * @param categories how many categories of a column of items have a flag of their own; 0: no column
 *     has flags
 * @param without groups of features that are left out, by the names in the report; none by default
 * @param transitions how transitions are counted
 * @param coOccurrence how co-occurrence is counted
 */
public record SharedSettings(
    int lagDays,
    int history,
    int related,
    int last,
    double halfLifeItems,
    int buckets,
    int categories,
    List<String> without,
    Transitions transitions,
    CoOccurrence coOccurrence) {
  /** Checks and copies. */
  public SharedSettings {
    SettingError.check("lagDays", lagDays, 0, 3_650);
    SettingError.check("history", history, 1, 100_000);
    SettingError.check("related", related, 1, 100_000);
    SettingError.check("last", last, 1, 1_000);
    SettingError.check("halfLifeItems", halfLifeItems, 0.1, 1e6);
    SettingError.check("buckets", buckets, 1, 1_024);
    SettingError.check("categories", categories, 0, 1_024);
    without = List.copyOf(without);
  }

  /** Returns the lag as a duration. */
  public Duration lag() {
    return Duration.ofDays(lagDays);
  }
}
