package sluice.pipeline.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.SourceSpec;
import sluice.core.ConfigNode;
import sluice.core.RankerTrainer;
import sluice.core.UserError;
import sluice.ranking.rerank.ReRankerSpec;
import sluice.ranking.settings.RankingSettings;

/** Checks that no two systems of a report, and no two re-rankers, have one name. */
final class SystemNames {
  private static final List<String> RESERVED = List.of("fusion", "slate", "random", "oracle");

  private SystemNames() {}

  /**
   * Checks.
   *
   * @throws UserError where a source, ranker or re-ranker is called like another of them, or like a
   *     system that every report has
   */
  static void check(
      ConfigNode root,
      RetrievalSettings candidates,
      RankingSettings ranking,
      List<ReRankerSpec> reranking) {
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
    candidates.all().forEach(source -> taken.put(source.name(), "a source"));
    for (ReRankerSpec reRanker : reranking) {
      if (taken.putIfAbsent(reRanker.name(), "a re-ranker") != null) {
        String place = root.require("reranking").place();
        throw clash(place, "reranking", "re-ranker", reRanker.name(), taken);
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
