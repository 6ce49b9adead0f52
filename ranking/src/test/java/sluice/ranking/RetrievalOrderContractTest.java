package sluice.ranking;

import sluice.core.RankerTrainer;

final class RetrievalOrderContractTest extends RankerContract {
  @Override
  protected RankerTrainer trainer() {
    return Rankers.trainer("retrieval-order", RankingSets.noSettings());
  }
}
