package sluice.ranking;

import java.util.LinkedHashMap;
import java.util.Map;
import sluice.core.FeatureSchema;
import sluice.core.SettingError;

/**
 * What boosted trees are grown with; see {@link #DEFAULTS}.
 *
 * @param trees the most trees
 * @param eta learning rate
 * @param depth the most levels of splits
 * @param minChildWeight least weight in a leaf
 * @param subsample share of the rows that a tree sees
 * @param colsample share of the features that a tree sees
 * @param lambda L2 penalty
 * @param alpha L1 penalty
 * @param gamma least loss reduction of a split
 * @param bins of a feature's values
 * @param threads of XGBoost
 * @param monotone the ways that the score may go with features, by their names
 */
record BoostingSettings(
    int trees,
    double eta,
    int depth,
    double minChildWeight,
    double subsample,
    double colsample,
    double lambda,
    double alpha,
    double gamma,
    int bins,
    int threads,
    Map<String, Monotone> monotone) {
  /** Made for some 100,000 rows. */
  static final String DEFAULTS =
      """
      trees: 200         # 1 to 5000: the most trees; early stopping keeps as many as rank the tune part best
      eta: 0.1           # 0.001 to 1: learning rate
      depth: 6           # 1 to 16: the most levels of splits
      minChildWeight: 5  # 0 to 1e6: the least weight (sum of second derivatives) of a leaf
      subsample: 0.8     # 0.05 to 1: share of the training rows that each tree sees
      colsample: 0.5     # 0.05 to 1: share of the features that each tree sees
      lambda: 1          # 0 to 1e6: L2 penalty of the leaves
      alpha: 0           # 0 to 1e6: L1 penalty of the leaves
      gamma: 0           # 0 to 1e6: the least loss reduction of a split
      bins: 128          # 2 to 4096: how many bins the values of a feature are put into
      threads: 1         # 1 to 64: XGBoost's own, which wait busily: on a loaded machine two take longer
      monotone: {}       # features whose growth may only raise or lower the score: {item_count_all: increasing}
      """;

  BoostingSettings {
    SettingError.check("trees", trees, 1, 5_000);
    SettingError.check("eta", eta, 0.001, 1);
    SettingError.check("depth", depth, 1, 16);
    SettingError.check("minChildWeight", minChildWeight, 0, 1e6);
    SettingError.check("subsample", subsample, 0.05, 1);
    SettingError.check("colsample", colsample, 0.05, 1);
    SettingError.check("lambda", lambda, 0, 1e6);
    SettingError.check("alpha", alpha, 0, 1e6);
    SettingError.check("gamma", gamma, 0, 1e6);
    SettingError.check("bins", bins, 2, 4_096);
    SettingError.check("threads", threads, 1, 64);
    monotone = Map.copyOf(monotone);
  }

  /**
   * Returns all parameters of a training, under XGBoost's own names.
   *
   * @param ranker that is trained, for messages
   * @param columns the column of each of XGBoost's features
   */
  Map<String, Object> parameters(
      String ranker, String objective, FeatureSchema schema, int[] columns, long seed) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("eta", eta);
    all.put("max_depth", depth);
    all.put("min_child_weight", minChildWeight);
    all.put("subsample", subsample);
    all.put("colsample_bytree", colsample);
    all.put("lambda", lambda);
    all.put("alpha", alpha);
    all.put("gamma", gamma);
    all.put("max_bin", bins);
    all.put("nthread", threads);
    all.put("objective", objective);
    all.put("booster", "gbtree");
    all.put("tree_method", "hist");
    all.put("verbosity", 0);
    all.put("seed", (int) (seed >>> 33));
    if (!monotone.isEmpty()) {
      all.put("monotone_constraints", Monotone.constraints(ranker, monotone, schema, columns));
    }
    return all;
  }
}
