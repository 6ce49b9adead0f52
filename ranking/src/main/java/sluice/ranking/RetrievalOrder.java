package sluice.ranking;

import java.nio.file.Path;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;

/**
 * {@code retrieval-order}: the baseline that leaves the candidates as fusion ordered them.
 *
 * <p>The rows of a request come in fusion's order, so that the score of row r is −r. It learns
 * nothing and reads no feature; since the score depends on the place of the row, it is listwise in
 * the sense of {@link Ranker#listwise}.
 */
public final class RetrievalOrder implements RankerType<RetrievalOrder.Settings> {
  private static final String TYPE = "retrieval-order";

  /** None. */
  record Settings() {}

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
    return "";
  }

  @Override
  public RankerTrainer trainer(String name, Settings settings) {
    return new Trainer(name);
  }

  @Override
  public Ranker read(String name, FeatureSchema schema, Path folder) {
    return new FusedOrder(name, new TrainedSchema(schema));
  }

  private record Trainer(String name) implements RankerTrainer {
    @Override
    public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
      return new FusedOrder(name, new TrainedSchema(train.features().schema()));
    }
  }

  private record FusedOrder(String name, TrainedSchema trained) implements Ranker {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public void write(Path folder) {
      // There is nothing that scoring needs.
    }

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
