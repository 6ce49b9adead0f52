package sluice.ranking.importance;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a ranker makes of its features.
 *
 * @param ranker its name
 * @param weightMeaning what the weights are, empty where the ranker tells none
 * @param tuneMeasure nDCG@10 on the requests that were permuted, before it
 * @param requests how many those were
 * @param features the features, the most important first
 * @param groups the groups of features, the most important first; the weight of a group is the sum
 *     of its features' absolute weights
 */
public record FeatureImportance(
    String ranker,
    String weightMeaning,
    double tuneMeasure,
    int requests,
    List<Entry> features,
    List<Entry> groups) {
  /** Copies. */
  public FeatureImportance {
    features = List.copyOf(features);
    groups = List.copyOf(groups);
  }

  /**
   * One feature or group.
   *
   * @param name of the feature, or of the group
   * @param group of the feature, or the name again
   * @param weight the ranker's own, NaN where it tells none
   * @param drop how far nDCG@10 on the tune part falls, on average, when the values are permuted
   *     among the rows; empty where it was not measured
   */
  public record Entry(String name, String group, double weight, OptionalDouble drop) {}
}
