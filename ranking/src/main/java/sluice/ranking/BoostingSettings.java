package sluice.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import sluice.core.ConfigNode;

/**
 * What boosted trees are grown with.
 *
 * @param trees the most trees; early stopping keeps as many of the first as rank the tune part best
 * @param parameters the rest, under XGBoost's own names
 */
record BoostingSettings(int trees, Map<String, Object> parameters) {
  BoostingSettings {
    parameters = Map.copyOf(parameters);
  }

  /** Reads the settings; an empty map gives the defaults, made for some 100,000 rows. */
  static BoostingSettings read(ConfigNode node) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    int trees = node.integer("trees", 200, 1, 5_000);
    parameters.put("eta", node.number("eta", 0.1, 0.001, 1));
    parameters.put("max_depth", node.integer("depth", 6, 1, 16));
    parameters.put("min_child_weight", node.number("minChildWeight", 5, 0, 1e6));
    parameters.put("subsample", node.number("subsample", 0.8, 0.05, 1));
    parameters.put("colsample_bytree", node.number("colsample", 0.5, 0.05, 1));
    parameters.put("lambda", node.number("lambda", 1, 0, 1e6));
    parameters.put("alpha", node.number("alpha", 0, 0, 1e6));
    parameters.put("gamma", node.number("gamma", 0, 0, 1e6));
    parameters.put("max_bin", node.integer("bins", 128, 2, 4_096));
    // Trees came out the same at 1 and 2 threads, by the byte. One is the default because OpenMP's
    // threads wait busily: on a
    // loaded machine of two cores, two took ten times as long as one.
    parameters.put("nthread", node.integer("threads", 1, 1, 64));
    return new BoostingSettings(trees, parameters);
  }

  /** Returns all parameters of a training. */
  Map<String, Object> parameters(String objective, long seed) {
    Map<String, Object> all = new LinkedHashMap<>(parameters);
    all.put("objective", objective);
    all.put("booster", "gbtree");
    all.put("tree_method", "hist");
    all.put("verbosity", 0);
    all.put("seed", (int) (seed >>> 33));
    return all;
  }
}
