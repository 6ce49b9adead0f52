package sluice.evaluation.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether runs were judged alike, so that their figures may be held against each other. */
public final class Comparability {
  private Comparability() {}

  /**
   * Returns what runs were judged by differently, one line each with the value of every run; none
   * where they may be compared.
   */
  public static List<String> obstacles(List<ComparedRun> runs) {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.judged().keySet()));
    List<String> out = new ArrayList<>();
    for (String name : names) {
      List<String> values =
          runs.stream().map(run -> run.judged().getOrDefault(name, "none")).toList();
      if (values.stream().distinct().count() > 1) {
        List<String> each = new ArrayList<>();
        for (int r = 0; r < runs.size(); r++) {
          each.add(runs.get(r).name() + ": " + shorten(values.get(r)));
        }
        out.add(name + " differs (" + String.join("; ", each) + ")");
      }
    }
    return out;
  }

  private static String shorten(String value) {
    return value.matches("[0-9a-f]{32,}") ? value.substring(0, 12) + "…" : value;
  }
}
