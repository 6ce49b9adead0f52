package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.Comparator;
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
  private static final String TYPE = ".type";

  /** Copies. */
  public ConfigDifference {
    values = List.copyOf(values);
  }

  /**
   * Returns the settings that differ, by key; how many threads ran is none.
   *
   * <p>Where a record's {@code type} differs, that stands for all of it, and a setting that a run
   * lacks inside an entry of a list is passed over: which entries there are is told by the list.
   */
  public static List<ConfigDifference> of(List<ComparedRun> runs) {
    Set<String> keys = new TreeSet<>();
    runs.forEach(run -> keys.addAll(run.config().keySet()));
    keys.remove("threads");
    List<String> changed = new ArrayList<>();
    for (String key : keys) {
      if (key.endsWith(TYPE) && differ(runs, key)) {
        changed.add(key.substring(0, key.length() - TYPE.length()));
      }
    }
    List<ConfigDifference> out = new ArrayList<>();
    for (String key : keys) {
      boolean lacking = runs.stream().anyMatch(run -> !run.config().containsKey(key));
      boolean inside =
          changed.stream().anyMatch(record -> key.startsWith(record + "."))
              || (lacking && key.contains("]"));
      if (!inside && differ(runs, key)) {
        out.add(new ConfigDifference(key, values(runs, key)));
      }
    }
    for (String record : changed) {
      if (!record.contains("]")) {
        out.add(new ConfigDifference(record, values(runs, record + TYPE)));
      }
    }
    out.sort(Comparator.comparing(ConfigDifference::key));
    return out;
  }

  private static boolean differ(List<ComparedRun> runs, String key) {
    return values(runs, key).stream().distinct().count() > 1;
  }

  private static List<String> values(List<ComparedRun> runs, String key) {
    return runs.stream().map(run -> run.config().getOrDefault(key, "–")).toList();
  }
}
