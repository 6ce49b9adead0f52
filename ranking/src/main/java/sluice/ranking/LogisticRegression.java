package sluice.ranking;

import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.SettingError;

/**
 * {@code logistic-regression}: Tribuo's linear model with the logistic loss on scaled single rows.
 *
 * <p>A row is relevant where its gain is above 0. Values are scaled by {@link Scaler}, fitted on
 * the training rows. The optimiser is AdaGrad (Duchi, Hazan, Singer 2011) on single rows in a
 * seeded order, with the parameters averaged over all steps, which stands in for regularization
 * where there is no penalty. With l1 or l2 the loss is (1/n) Σ wᵢ ℓᵢ + l1 Σ |β| + ½ l2 Σ β² over
 * the n rows, with the weights β of the log-odds, and the optimiser {@link ProximalAdaGrad}. One
 * thread, sums in a fixed order: equal input and seed give equal weights. The score is the log-odds
 * of being relevant, under the sampling of negatives that the training set has.
 */
public final class LogisticRegression implements RankerType<LogisticRegression.Settings> {
  static final String TYPE = "logistic-regression";

  /**
   * How it is fitted; see {@link #defaults}.
   *
   * @param epochs passes over the training rows
   * @param learningRate of AdaGrad
   * @param average whether parameters are averaged over all steps
   * @param l1 penalty on the absolute values of the weights
   * @param l2 penalty on half the squares of the weights
   * @param scaling of the features
   */
  record Settings(
      int epochs, double learningRate, boolean average, double l1, double l2, Scaler.Kind scaling) {
    Settings {
      SettingError.check("epochs", epochs, 1, 1_000);
      SettingError.check("learningRate", learningRate, 1e-6, 10);
      SettingError.check("l1", l1, 0, 1e3);
      SettingError.check("l2", l2, 0, 1e3);
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
    return """
    epochs: 4           # 1 to 1000: passes over the training rows
    learningRate: 0.05  # 1e-6 to 10: of AdaGrad
    average: true       # whether the parameters are their mean over all steps
    l1: 0               # 0 to 1000: penalty on the absolute values of the weights; above 0 set average: false for zeros
    l2: 0               # 0 to 1000: penalty on half the squares of the weights
    scaling: quantile   # quantile (normal quantiles of the training values) or z-score
    """;
  }

  @Override
  public RankerTrainer trainer(String name, Settings settings) {
    return new Trainer(name, settings);
  }

  @Override
  public Ranker read(String name, FeatureSchema schema, Path folder) {
    return LinearRanker.read(name, schema, folder);
  }

  /** Fits; see {@link LogisticRegression}. */
  record Trainer(String name, Settings settings) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      TrainingLabels.check(name, train);
      Scaler scaler = Scaler.fit(settings.scaling(), train.features());
      return LinearRanker.of(name, trained, scaler, descend(train, scaler, seed));
    }

    /** Fits Tribuo's model on scaled rows. */
    LinearSGDModel descend(RankingSet train, Scaler scaler, long seed) {
      Dataset<Label> rows =
          TribuoRows.dataset(train, scaler.scale(train.features()), scaler.width());
      // Two vectors of weights, w and −w: the log-odds' are their difference, 2 w.
      StochasticGradientOptimiser steps =
          settings.l1() == 0 && settings.l2() == 0
              ? new AdaGrad(settings.learningRate(), 0.1)
              : new ProximalAdaGrad(settings.learningRate(), settings.l1(), 2 * settings.l2());
      return new LinearSGDTrainer(
              new LogMulticlass(),
              settings.average() ? new ParameterAveraging(steps) : steps,
              settings.epochs(),
              -1,
              1,
              Randomness.key(seed, TYPE, 0))
          .train(rows);
    }
  }

  /**
   * Returns per column and, last, for the bias, how much more the model gives to "relevant" than to
   * "other".
   */
  static double[] logOdds(LinearSGDModel model, int width) {
    DenseMatrix weights = model.getWeightsCopy();
    int relevant = model.getOutputIDInfo().getID(TribuoRows.RELEVANT);
    int other = model.getOutputIDInfo().getID(TribuoRows.OTHER);
    double[] difference = new double[width + 1];
    int features = model.getFeatureIDMap().size();
    for (int id = 0; id < features; id++) {
      int column = TribuoRows.column(model.getFeatureIDMap().get(id).getName());
      difference[column] = weights.get(relevant, id) - weights.get(other, id);
    }
    difference[width] = weights.get(relevant, features) - weights.get(other, features);
    return difference;
  }
}
