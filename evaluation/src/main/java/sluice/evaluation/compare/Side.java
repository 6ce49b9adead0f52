package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One side of a comparison: a run, or the refits of one config that differ by the seed alone.
 *
 * @param name of the run; of refits the first run's, with their number
 * @param refits the runs, by seed
 */
record Side(String name, List<ComparedRun> refits) {
  Side {
    refits = List.copyOf(refits);
  }

  /**
   * Puts runs that differ by the seed alone together, where every config was run with the same
   * seeds, so that refits can be paired by seed; else each run stays alone.
   */
  static List<Side> of(List<ComparedRun> runs) {
    Map<Object, List<ComparedRun>> byConfig = new LinkedHashMap<>();
    for (ComparedRun run : runs) {
      byConfig.computeIfAbsent(key(run), k -> new ArrayList<>()).add(run);
    }
    Set<Object> seeds = new HashSet<>();
    boolean repeated = byConfig.size() < runs.size();
    for (List<ComparedRun> group : byConfig.values()) {
      Set<String> own = new HashSet<>(group.stream().map(ComparedRun::seed).toList());
      seeds.add(own);
      repeated &= own.size() == group.size();
    }
    if (!repeated || seeds.size() > 1) {
      return runs.stream().map(run -> new Side(run.name(), List.of(run))).toList();
    }
    List<Side> sides = new ArrayList<>();
    for (List<ComparedRun> group : byConfig.values()) {
      Map<String, ComparedRun> bySeed = new TreeMap<>();
      group.forEach(run -> bySeed.put(run.seed(), run));
      sides.add(
          new Side(
              group.getFirst().name() + " (" + group.size() + " refits)",
              List.copyOf(bySeed.values())));
    }
    return sides;
  }

  private static Object key(ComparedRun run) {
    Map<String, String> config = new HashMap<>(run.config());
    config.remove("seed");
    config.remove("threads");
    Map<String, String> systems = new HashMap<>();
    run.measures().forEach(m -> systems.put(m.measure(), m.system()));
    return List.of(config, systems);
  }

  ComparedRun first() {
    return refits.getFirst();
  }

  boolean repeated() {
    return refits.size() > 1;
  }
}
