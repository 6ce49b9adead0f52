package sluice.ranking;

import java.util.List;
import java.util.Locale;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.math.optimisers.ParameterAveraging;
import sluice.core.ConfigNode;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;

/**
 * {@code logistic-regression}: Tribuo's linear model with the logistic loss on scaled single rows.
 *
 * <p>A row is relevant where its gain is above 0. Values are scaled by {@link Scaler}, fitted on
 * the training rows. The optimiser is AdaGrad (Duchi, Hazan, Singer 2011) on single rows in a
 * seeded order, with the parameters averaged over all steps, which stands in for regularisation;
 * Tribuo's trainer knows no L2 term. One thread, sums in a fixed order: equal input and seed give
 * equal weights. The score is the log-odds of being relevant, under the sampling of negatives that
 * the training set has.
 */
public final class LogisticRegression implements RankerType {
  @Override
  public String type() {
    return "logistic-regression";
  }

  @Override
  public RankerTrainer read(String name, ConfigNode settings) {
    int epochs = settings.integer("epochs", 4, 1, 1_000);
    double learningRate = settings.number("learningRate", 0.05, 1e-6, 10);
    boolean average = settings.flag("average", true);
    String scaling = settings.oneOf("scaling", "quantile", List.of("quantile", "z-score"));
    return new Trainer(
        name,
        epochs,
        learningRate,
        average,
        Scaler.Kind.valueOf(scaling.replace('-', '_').toUpperCase(Locale.ROOT)));
  }

  /** Fits; see {@link LogisticRegression}. */
  record Trainer(String name, int epochs, double learningRate, boolean average, Scaler.Kind scaling)
      implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      TrainedSchema trained = new TrainedSchema(train.features().schema());
      TrainingLabels.check(name, train);
      Scaler scaler = Scaler.fit(scaling, train.features());
      return LinearRanker.of(name, trained, scaler, descend(train, scaler, seed));
    }

    /** Fits Tribuo's model on scaled rows. */
    LinearSGDModel descend(RankingSet train, Scaler scaler, long seed) {
      float[] scaled = new float[Math.multiplyExact(train.rows(), scaler.width())];
      for (int r = 0; r < train.rows(); r++) {
        scaler.scaleRow(train.features(), r, scaled, r * scaler.width());
      }
      Dataset<Label> rows = TribuoRows.dataset(train, scaled, scaler.width());
      StochasticGradientOptimiser steps = new AdaGrad(learningRate, 0.1);
      return new LinearSGDTrainer(
              new LogMulticlass(),
              average ? new ParameterAveraging(steps) : steps,
              epochs,
              -1,
              1,
              Randomness.key(seed, "logistic-regression", 0))
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
