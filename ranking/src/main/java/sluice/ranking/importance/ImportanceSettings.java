package sluice.ranking.importance;

import sluice.core.ConfigNode;

/**
 * How much work permutation importance may be.
 *
 * @param requests the first so many tune requests with a relevant item
 * @param repeats permutations of every feature; the mean counts
 * @param features how many features, those of the greatest weight, are permuted one by one; groups
 *     always are
 */
public record ImportanceSettings(int requests, int repeats, int features) {
  /** Reads the settings; an empty map gives the defaults. */
  public static ImportanceSettings read(ConfigNode node) {
    ImportanceSettings settings =
        new ImportanceSettings(
            node.integer("requests", 40, 1, 1_000_000),
            node.integer("repeats", 2, 1, 100),
            node.integer("features", 10, 0, 10_000));
    node.finish();
    return settings;
  }
}
