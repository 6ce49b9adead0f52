package sluice.studies.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One trial of a search.
 *
 * @param number from 0 on; the settings of trial 0 are those that the search began with
 * @param point where in the space; empty for the settings that the search began with
 * @param settings that differ from those
 * @param share of the training requests that the ranker was trained on
 * @param score nDCG@10 on the tune part
 * @param seconds that training and scoring took
 */
public record SearchTrial(
    int number,
    List<Double> point,
    Map<String, Object> settings,
    double share,
    double score,
    double seconds) {
  /** Copies. */
  public SearchTrial {
    point = List.copyOf(point);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings)); // keeps the order
  }
}
