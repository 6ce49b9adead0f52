package sluice.ranking;

import sluice.core.ConfigNode;
import sluice.core.FeatureMatrix;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;

/**
 * {@code retrieval-order}: the baseline that leaves the candidates as fusion ordered them.
 *
 * <p>The rows of a request come in fusion's order, so that the score of row r is −r. It learns
 * nothing and reads no feature; since the score hangs on the place of the row, it is listwise in
 * the sense of {@link Ranker#listwise}.
 */
public final class RetrievalOrder implements RankerType {
  @Override
  public String type() {
    return "retrieval-order";
  }

  @Override
  public RankerTrainer read(String name, ConfigNode settings) {
    return new Trainer(name);
  }

  private record Trainer(String name) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      return new FusedOrder(name, new TrainedSchema(train.features().schema()));
    }
  }

  record FusedOrder(String name, TrainedSchema trained) implements Ranker {
    @Override
    public void score(FeatureMatrix candidates, float[] scores) {
      trained.check(candidates, scores);
      for (int r = 0; r < candidates.rows(); r++) {
        scores[r] = -r;
      }
    }

    @Override
    public boolean listwise() {
      return true;
    }
  }
}
