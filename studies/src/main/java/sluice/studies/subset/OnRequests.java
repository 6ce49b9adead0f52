package sluice.studies.subset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Predicate;
import sluice.core.FeatureMatrix;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;

/**
 * Trains a ranker on some of the training requests; it is tuned on all tune requests.
 *
 * @param name of the ranker in results
 * @param base how it is trained
 * @param kept says by its id whether a training request is kept; at least one
 */
public record OnRequests(String name, RankerTrainer base, Predicate<String> kept)
    implements RankerTrainer {
  /** Checks. */
  public OnRequests {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(kept, "kept");
  }

  @Override
  public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
    return new Named(name, base.fit(train.only(kept), tune, seed, threads));
  }

  private record Named(String name, Ranker ranker) implements Ranker {
    @Override
    public String type() {
      return ranker.type();
    }

    @Override
    public void write(Path folder) throws IOException {
      ranker.write(folder);
    }

    @Override
    public void score(FeatureMatrix candidates, float[] scores) {
      ranker.score(candidates, scores);
    }

    @Override
    public boolean listwise() {
      return ranker.listwise();
    }
  }
}
