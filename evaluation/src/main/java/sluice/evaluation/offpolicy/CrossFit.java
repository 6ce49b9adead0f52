package sluice.evaluation.offpolicy;

import java.util.function.IntUnaryOperator;
import sluice.core.Randomness;

/**
 * A click model for every request that was fitted without the request's own cluster: clusters are
 * split into folds by a hash, and each fold uses the model of the others (cross-fitting,
 * Chernozhukov and others 2018).
 *
 * <p>Immutable, safe for use by many threads.
 */
public final class CrossFit implements RewardModel {
  private final ClickModel[] models;
  private final int[] fold;

  private CrossFit(ClickModel[] models, int[] fold) {
    this.models = models;
    this.fold = fold;
  }

  /**
   * Fits a model a fold.
   *
   * @param folds 2 or more
   * @param seed of the folds
   * @param segments from a request to its segment, from 0
   */
  public static CrossFit of(ImpressionLog log, int folds, long seed, IntUnaryOperator segments) {
    if (folds < 2) {
      throw new IllegalArgumentException("folds: " + folds);
    }
    int[] fold = new int[log.requests()];
    for (int t = 0; t < fold.length; t++) {
      fold[t] =
          (int) (Randomness.uniform(Randomness.key(seed, "cross-fit", log.cluster(t))) * folds);
    }
    ClickModel[] models = new ClickModel[folds];
    for (int f = 0; f < folds; f++) {
      int own = f;
      models[f] = ClickModel.fit(log, t -> fold[t] != own, segments);
    }
    return new CrossFit(models, fold);
  }

  @Override
  public double reward(int request, int position, int item) {
    return models[fold[request]].reward(request, position, item);
  }
}
