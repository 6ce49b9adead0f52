package sluice.evaluation.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one needs to repeat the run.
 *
 * @param config as resolved, YAML
 * @param command the command line
 * @param timings seconds by stage, in their order
 * @param facts further facts (versions, memory, threads, seed), in their order
 */
public record Reproduction(
    String config, String command, Map<String, Double> timings, Map<String, String> facts) {
  /** Copies. */
  public Reproduction {
    timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }
}
