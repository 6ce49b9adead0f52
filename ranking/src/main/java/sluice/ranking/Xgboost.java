package sluice.ranking;

import java.nio.file.Path;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.tribuo.Dataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.classification.Label;
import org.tribuo.common.xgboost.XGBoostModel;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;

/**
 * {@code xgboost}: gradient-boosted trees with the logistic loss on single rows, grown by XGBoost
 * through Tribuo.
 *
 * <p>A row is relevant where its gain is above 0; grades are not told apart ({@code lambdamart}
 * does that). XGBoost: Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016;
 * {@code tree_method hist}. The number of trees is chosen by {@link EarlyStopping}. The score is
 * the log-odds of being relevant, under the sampling of negatives that the training set has: an
 * order, not a calibrated probability. Missing values go the way that training found better.
 */
public final class Xgboost implements RankerType<BoostingSettings> {
  private static final String TYPE = "xgboost";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Class<BoostingSettings> settings() {
    return BoostingSettings.class;
  }

  @Override
  public String defaults() {
    return BoostingSettings.DEFAULTS;
  }

  @Override
  public RankerTrainer trainer(String name, BoostingSettings settings) {
    return new Trainer(name, settings);
  }

  @Override
  public Ranker read(String name, FeatureSchema schema, Path folder) {
    return TreeRanker.read(TYPE, name, schema, folder);
  }

  /** Fits; see {@link Xgboost}. */
  record Trainer(String name, BoostingSettings settings) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      trained.check(tune.features(), new float[tune.rows()]);
      TrainingLabels.check(name, train);
      float prior = (float) TrainingLabels.prior(train);
      FlatTrees trees =
          flatten(boost(train, prior, seed), train.features().columns(), logit(prior));
      return new TreeRanker(
          TYPE, name, trained, trees, EarlyStopping.choose(trees, tune, threads), true);
    }

    /** Fits Tribuo's model. */
    XGBoostModel<Label> boost(RankingSet train, float prior, long seed) {
      Map<String, Object> parameters =
          settings.parameters("binary:logistic", Randomness.key(seed, "xgboost", 0));
      parameters.put("base_score", prior);
      Dataset<Label> rows =
          TribuoRows.dataset(train, train.features().data(), train.features().columns());
      return new LogisticBoosting(settings.trees(), parameters).train(rows);
    }
  }

  /** Takes the trees out of Tribuo's model. */
  static FlatTrees flatten(XGBoostModel<Label> model, int columns, float base) {
    ImmutableFeatureMap features = model.getFeatureIDMap();
    int[] columnOf = new int[features.size()];
    for (int id = 0; id < columnOf.length; id++) {
      columnOf[id] = TribuoRows.column(features.get(id).getName());
    }
    Booster booster = model.getInnerModels().get(0);
    try {
      return FlatTrees.parse(columns, columnOf, base, booster.getModelDump("", true));
    } catch (XGBoostError e) {
      throw new IllegalStateException("XGBoost could not tell its trees: " + e.getMessage(), e);
    } finally {
      booster.dispose();
    }
  }

  /** Returns the margin of a probability, rounded as XGBoost rounds it. */
  static float logit(float p) {
    return (float) -Math.log(1f / p - 1f);
  }
}
