package sluice.pipeline.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.SourceSpec;
import sluice.core.ConfigNode;
import sluice.core.RankerTrainer;
import sluice.core.UserError;
import sluice.ranking.settings.RankingSettings;

/** Sees to it that no two systems of a report have one name, before any work is done. */
final class SystemNames {
  private static final List<String> RESERVED = List.of("fusion", "slate", "random", "oracle");

  private SystemNames() {}

  /**
   * Checks.
   *
   * @throws UserError where a source or ranker is called like a ranker, or like a system that every
   *     report has
   */
  static void check(ConfigNode root, RetrievalSettings candidates, RankingSettings ranking) {
    Map<String, String> taken = new LinkedHashMap<>();
    RESERVED.forEach(name -> taken.put(name, "a system that reports have"));
    for (RankerTrainer ranker : ranking.compare()) {
      if (taken.put(ranker.name(), "a ranker") != null) {
        throw clash(root.child("ranking").place(), "ranking", "ranker", ranker.name(), taken);
      }
    }
    for (SourceSpec source : candidates.all()) {
      if (taken.containsKey(source.name())) {
        String key = candidates.sources().contains(source) ? "sources" : "compare";
        String place =
            root.child("candidates")
                .get(key)
                .map(ConfigNode::place)
                .orElse(root.child("candidates").place());
        throw clash(place, "candidates." + key, "source", source.name(), taken);
      }
    }
  }

  private static UserError clash(
      String place, String path, String kind, String name, Map<String, String> taken) {
    String other = RESERVED.contains(name) ? "a system that reports have" : taken.get(name);
    return new UserError(
        place
            + ": "
            + path
            + ": a "
            + kind
            + " is called "
            + name
            + ", which is the name of "
            + other
            + "; give it another name, such as name: "
            + name
            + "-2");
  }
}
