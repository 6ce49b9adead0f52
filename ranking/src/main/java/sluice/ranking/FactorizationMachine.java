package sluice.ranking;

import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.fm.FMClassificationModel;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.SettingError;

/**
 * {@code factorization-machine}: Tribuo's factorization machine with the logistic loss on scaled
 * single rows.
 *
 * <p>Rendle, "Factorization machines", ICDM 2010: a linear model with a weight ⟨vᵢ, vⱼ⟩ for every
 * pair of features. A row is relevant where its gain is above 0. Rows are scaled as for {@code
 * logistic-regression}; missing values have the mean and an indicator. AdaGrad on single rows in a
 * seeded order, on one thread. The score is the log-odds, see {@link FactorizationRanker}.
 */
public final class FactorizationMachine implements RankerType<FactorizationMachine.Settings> {
  static final String TYPE = "factorization-machine";

  /**
   * How it is fitted; see {@link #defaults}.
   *
   * @param factors length of a feature's vector
   * @param epochs passes over the training rows
   * @param learningRate of AdaGrad
   * @param deviation standard deviation of the vectors before training
   * @param average whether parameters are averaged over all steps
   * @param scaling of the features
   */
  record Settings(
      int factors,
      int epochs,
      double learningRate,
      double deviation,
      boolean average,
      Scaler.Kind scaling) {
    Settings {
      SettingError.check("factors", factors, 1, 256);
      SettingError.check("epochs", epochs, 1, 1_000);
      SettingError.check("learningRate", learningRate, 1e-6, 10);
      SettingError.check("deviation", deviation, 1e-6, 1);
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
    factors: 8          # 1 to 256: length of a feature's vector
    epochs: 4           # 1 to 1000: passes over the training rows
    learningRate: 0.02  # 1e-6 to 10: of AdaGrad
    deviation: 0.01     # 1e-6 to 1: standard deviation of the vectors before training
    average: true       # whether the parameters are their mean over all steps
    scaling: quantile   # quantile (normal quantiles of the training values) or z-score
    """;
  }

  @Override
  public RankerTrainer trainer(String name, Settings settings) {
    return new Trainer(name, settings);
  }

  @Override
  public Ranker read(String name, FeatureSchema schema, Path folder) {
    return FactorizationRanker.read(name, schema, folder);
  }

  /** Fits; see {@link FactorizationMachine}. */
  record Trainer(String name, Settings settings) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      TrainingLabels.check(name, train);
      Scaler scaler = Scaler.fit(settings.scaling(), train.features());
      return FactorizationRanker.of(name, trained, scaler, descend(train, scaler, seed));
    }

    /** Fits Tribuo's model on scaled rows. */
    FMClassificationModel descend(RankingSet train, Scaler scaler, long seed) {
      Dataset<Label> rows =
          TribuoRows.dataset(train, scaler.scale(train.features()), scaler.width());
      StochasticGradientOptimiser steps = new AdaGrad(settings.learningRate(), 0.1);
      return new FMClassificationTrainer(
              new LogMulticlass(),
              settings.average() ? new ParameterAveraging(steps) : steps,
              settings.epochs(),
              -1,
              1,
              Randomness.key(seed, TYPE, 0),
              settings.factors(),
              settings.deviation())
          .train(rows);
    }
  }
}
