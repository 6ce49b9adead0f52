package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A setting that runs have otherwise.
 *
 * @param key dotted
 * @param values one a run, in their order; "–" where a run has no such setting
 */
public record ConfigDifference(String key, List<String> values) {
  /** Copies. */
  public ConfigDifference {
    values = List.copyOf(values);
  }

  /** Returns the settings that differ, by key; how many threads ran is none. */
  public static List<ConfigDifference> of(List<ComparedRun> runs) {
    Set<String> keys = new TreeSet<>();
    runs.forEach(run -> keys.addAll(run.config().keySet()));
    keys.remove("threads");
    List<ConfigDifference> out = new ArrayList<>();
    for (String key : keys) {
      List<String> values = runs.stream().map(r -> r.config().getOrDefault(key, "–")).toList();
      if (values.stream().distinct().count() > 1) {
        out.add(new ConfigDifference(key, values));
      }
    }
    return out;
  }
}
