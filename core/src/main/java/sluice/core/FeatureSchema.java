package sluice.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ordered list of features that a ranker is trained on and served with; column j is feature j.
 * Immutable.
 */
public final class FeatureSchema {
  private final List<Feature> features;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * Makes a schema.
   *
   * @throws IllegalArgumentException where two features have one name
   */
  public FeatureSchema(List<Feature> features) {
    this.features = List.copyOf(features);
    for (int j = 0; j < features.size(); j++) {
      if (indexes.put(features.get(j).name(), j) != null) {
        throw new IllegalArgumentException("feature declared twice: " + features.get(j).name());
      }
    }
  }

  /** Returns the features in column order. */
  public List<Feature> features() {
    return features;
  }

  /** Returns the number of features. */
  public int size() {
    return features.size();
  }

  /**
   * Returns the column of a feature.
   *
   * @throws IllegalArgumentException where there is none of that name
   */
  public int index(String name) {
    Integer j = indexes.get(name);
    if (j == null) {
      throw new IllegalArgumentException("no feature " + name);
    }
    return j;
  }
}
