package sluice.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sluice.core.Feature;

/** Collects the declarations of one group: group, owner and lag are said once. */
public final class Declared {
  private final String group;
  private final String owner;
  private final Duration lag;
  private final List<Feature> features = new ArrayList<>();

  /**
   * Begins.
   *
   * @param group name of the group, by which it can be left out
   * @param owner the stage that the values come from
   * @param lag how much older than the request what is counted must be
   */
  public Declared(String group, String owner, Duration lag) {
    this.group = group;
    this.owner = owner;
    this.lag = lag;
  }

  /** Declares a feature and returns its column in the group. */
  public int add(String name, Feature.Type type, double defaultValue, String description) {
    features.add(new Feature(name, type, (float) defaultValue, group, owner, lag, description));
    return features.size() - 1;
  }

  /**
   * Declares a feature that another stage makes, or whose data has another lag than the rest of the
   * group.
   */
  public int add(
      String name,
      Feature.Type type,
      double defaultValue,
      String description,
      String by,
      Duration after) {
    features.add(new Feature(name, type, (float) defaultValue, group, by, after, description));
    return features.size() - 1;
  }

  /** Returns the declarations, in the order of the columns. */
  public List<Feature> features() {
    return List.copyOf(features);
  }
}
