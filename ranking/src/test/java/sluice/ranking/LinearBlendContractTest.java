package sluice.ranking;

import sluice.core.RankerTrainer;

final class LinearBlendContractTest extends RankerContract {
  @Override
  protected RankerTrainer trainer() {
    return Rankers.trainer("linear-blend", RankingSets.noSettings());
  }
}
