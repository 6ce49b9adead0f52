package sluice.ranking.importance;

import sluice.core.ConfigNode;
import sluice.core.SettingError;
import sluice.core.YamlFile;

/**
 * How much work permutation importance may be.
 *
 * @param requests the first so many tune requests with a relevant item
 * @param repeats permutations of every feature; the mean counts
 * @param features how many features, those of the greatest weight, are permuted one by one; groups
 *     always are
 */
public record ImportanceSettings(int requests, int repeats, int features) {
  /** Checks. */
  public ImportanceSettings {
    SettingError.check("requests", requests, 1, 1_000_000);
    SettingError.check("repeats", repeats, 1, 100);
    SettingError.check("features", features, 0, 10_000);
  }

  /** Reads the settings; an empty map gives the defaults. */
  public static ImportanceSettings read(ConfigNode node) {
    return node.bind(
        ImportanceSettings.class, YamlFile.resource(ImportanceSettings.class, "importance.yaml"));
  }
}
