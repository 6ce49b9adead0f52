package sluice.ranking;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.IObjective;
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
import sluice.core.SettingError;

/**
 * {@code xgboost}: gradient-boosted trees with the logistic loss on single rows, grown by XGBoost
 * through Tribuo.
 *
 * <p>A row is relevant where its gain is above 0; grades are not told apart ({@code lambdamart}
 * does that). XGBoost: Chen and Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016;
 * {@code tree_method hist}. The number of trees is chosen by {@link EarlyStopping}. The score is
 * the log-odds of being relevant, under the sampling of negatives that the training set has: an
 * order, not a calibrated probability. Missing values go the way that training found better. With
 * {@code focal} the loss is {@link FocalLoss}, and the score no log-odds. {@code scalePositive} is
 * taken out of the score again: base − log(scalePositive).
 */
public final class Xgboost implements RankerType<Xgboost.Settings> {
  private static final String TYPE = "xgboost";

  /**
   * How it is fitted; see {@link #defaults}. What is not named here is {@link BoostingSettings}.
   *
   * @param focal γ of the {@link FocalLoss}
   * @param scalePositive what the weight of relevant rows is multiplied by
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
      double focal,
      double scalePositive) {
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
      SettingError.check("focal", focal, 0, 10);
      SettingError.check("scalePositive", scalePositive, 0.001, 1_000);
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
        focal: 0           # 0 to 10: γ of the focal loss, which makes less of rows that are told well; 0: the logistic loss
        scalePositive: 1   # 0.001 to 1000: what the weight of relevant rows is multiplied by
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

  /** Fits; see {@link Xgboost}. */
  record Trainer(String name, Settings settings) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      trained.check(tune.features(), new float[tune.rows()]);
      TrainingLabels.check(name, train);
      XGBoostModel<Label> model = boost(train, seed);
      float base = (float) (logit(prior(train)) - Math.log(settings.scalePositive()));
      FlatTrees trees = flatten(model, train.features().columns(), base);
      return new TreeRanker(
          TYPE,
          name,
          trained,
          trees,
          EarlyStopping.choose(trees, tune, threads),
          settings.focal() == 0);
    }

    /** Returns the weighted share of relevant rows, their weight scaled. */
    float prior(RankingSet train) {
      double prior = TrainingLabels.prior(train);
      double scaled = settings.scalePositive() * prior;
      return (float) (scaled / (scaled + 1 - prior));
    }

    /** Fits Tribuo's model. */
    XGBoostModel<Label> boost(RankingSet train, long seed) {
      Dataset<Label> rows =
          TribuoRows.dataset(train, train.features().data(), train.features().columns());
      Map<String, Object> parameters =
          settings
              .boosting()
              .parameters(
                  name,
                  "binary:logistic",
                  train.features().schema(),
                  columns(rows.getFeatureIDMap()),
                  Randomness.key(seed, "xgboost", 0));
      parameters.put("base_score", prior(train));
      parameters.put("scale_pos_weight", settings.scalePositive());
      Optional<IObjective> loss =
          settings.focal() == 0
              ? Optional.empty()
              : Optional.of(new FocalLoss(settings.focal(), settings.scalePositive()));
      return new LogisticBoosting(settings.trees(), parameters, loss).train(rows);
    }
  }

  /** Returns the column of each of the model's features. */
  private static int[] columns(ImmutableFeatureMap features) {
    int[] columns = new int[features.size()];
    Arrays.setAll(columns, id -> TribuoRows.column(features.get(id).getName()));
    return columns;
  }

  /** Takes the trees out of Tribuo's model. */
  static FlatTrees flatten(XGBoostModel<Label> model, int columns, float base) {
    Booster booster = model.getInnerModels().get(0);
    try {
      return FlatTrees.parse(
          columns, columns(model.getFeatureIDMap()), base, booster.getModelDump("", true));
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
