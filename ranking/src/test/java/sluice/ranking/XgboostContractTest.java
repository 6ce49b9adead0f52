package sluice.ranking;

import sluice.core.RankerTrainer;

final class XgboostContractTest extends RankerContract {
  @Override
  protected RankerTrainer trainer() {
    return Rankers.trainer("xgboost", RankingSets.settings("trees", 20L));
  }
}
