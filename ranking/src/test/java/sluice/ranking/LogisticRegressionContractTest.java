package sluice.ranking;

import sluice.core.RankerTrainer;

final class LogisticRegressionContractTest extends RankerContract {
  @Override
  protected RankerTrainer trainer() {
    return Rankers.trainer("logistic-regression", RankingSets.noSettings());
  }
}
