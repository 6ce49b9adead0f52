package sluice.ranking;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;

/**
 * {@code lambdamart}: boosted trees that learn the order within a request, by XGBoost's {@code
 * rank:ndcg}.
 *
 * <p>Burges, "From RankNet to LambdaRank to LambdaMART", 2010; pairs are made from the top of the
 * current order, gains are linear in the grade, which is the label rounded to a whole number
 * (anything above 0 at least 1). With {@code objective: pairwise} it is {@code rank:pairwise}, the
 * loss of RankNet (Burges et al., ICML 2005), on eight drawn pairs a row. Row weights are not used:
 * the loss is by request. The score orders the candidates of a request and means nothing across
 * requests. Tribuo has no ranking objective, so that this one talks to xgboost4j itself; scoring
 * and early stopping are those of {@code xgboost}.
 */
public final class LambdaMart implements RankerType<LambdaMart.Settings> {
  private static final String TYPE = "lambdamart";

  /** What the trees lower. */
  enum Objective {
    /** Pairs count by how far their exchange changes nDCG, from the top of the current order. */
    NDCG,
    /** Pairs count alike: RankNet's loss. */
    PAIRWISE
  }

  /**
   * How it is fitted; see {@link #defaults}. What is not named here is {@link BoostingSettings}.
   *
   * @param objective what the trees lower
   */
  record Settings(
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
      Map<String, Monotone> monotone,
      Objective objective) {
    Settings {
      monotone =
          new BoostingSettings(
                  trees,
                  eta,
                  depth,
                  minChildWeight,
                  subsample,
                  colsample,
                  lambda,
                  alpha,
                  gamma,
                  bins,
                  threads,
                  monotone)
              .monotone(); // which checks
    }

    /** Returns what all boosted trees have. */
    BoostingSettings boosting() {
      return new BoostingSettings(
          trees,
          eta,
          depth,
          minChildWeight,
          subsample,
          colsample,
          lambda,
          alpha,
          gamma,
          bins,
          threads,
          monotone);
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return BoostingSettings.DEFAULTS
        + """
        objective: ndcg    # ndcg, or pairwise: every pair of a request counts alike, wherever it stands
        """;
  }

  @Override
  public RankerTrainer trainer(String name, Settings settings) {
    return new Trainer(name, settings);
  }

  @Override
  public Ranker read(String name, FeatureSchema schema, Path folder) {
    return TreeRanker.read(TYPE, name, schema, folder);
  }

  private record Trainer(String name, Settings settings) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      trained.check(tune.features(), new float[tune.rows()]);
      TrainingLabels.check(name, train);
      FlatTrees trees = boost(train, seed);
      return new TreeRanker(
          TYPE, name, trained, trees, EarlyStopping.choose(trees, tune, threads), false);
    }

    private FlatTrees boost(RankingSet train, long seed) {
      int columns = train.features().columns();
      int[] columnOf = new int[columns];
      Arrays.setAll(columnOf, j -> j);
      boolean listwise = settings.objective() == Objective.NDCG;
      Map<String, Object> parameters =
          settings
              .boosting()
              .parameters(
                  name,
                  listwise ? "rank:ndcg" : "rank:pairwise",
                  train.features().schema(),
                  columnOf,
                  Randomness.key(seed, "lambdamart", 0));
      parameters.put("lambdarank_pair_method", listwise ? "topk" : "mean");
      parameters.put("lambdarank_num_pair_per_sample", listwise ? 20 : 8);
      parameters.put("ndcg_exp_gain", false);
      parameters.put("base_score", 0.5);
      try {
        DMatrix data =
            new DMatrix(
                Arrays.copyOf(train.features().data(), train.rows() * columns),
                train.rows(),
                columns,
                Float.NaN);
        data.setLabel(grades(train));
        data.setGroup(groups(train));
        Booster booster = XGBoost.train(data, parameters, settings.trees(), Map.of(), null, null);
        FlatTrees trees = FlatTrees.parse(columns, columnOf, 0.5f, booster.getModelDump("", true));
        booster.dispose();
        data.dispose();
        return trees;
      } catch (XGBoostError e) {
        throw new IllegalStateException("XGBoost could not be trained: " + e.getMessage(), e);
      }
    }

    private static float[] grades(RankingSet set) {
      float[] grades = new float[set.rows()];
      for (int r = 0; r < grades.length; r++) {
        grades[r] = set.label(r) > 0 ? Math.max(1, Math.round(set.label(r))) : 0;
      }
      return grades;
    }

    private static int[] groups(RankingSet set) {
      int[] groups = new int[set.requests()];
      for (int g = 0; g < groups.length; g++) {
        groups[g] = set.start(g + 1) - set.start(g);
      }
      return groups;
    }
  }
}
