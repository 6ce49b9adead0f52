package sluice.ranking;

import sluice.core.RankerTrainer;

final class LambdaMartContractTest extends RankerContract {
  @Override
  protected RankerTrainer trainer() {
    return Rankers.trainer("lambdamart", RankingSets.settings("trees", 20L));
  }
}
