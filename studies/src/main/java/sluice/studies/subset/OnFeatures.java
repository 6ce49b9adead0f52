package sluice.studies.subset;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;

/**
 * Trains a ranker on some of the features; what it scores may have all of them.
 *
 * <p>The ranker is the very one that a config without the other features gives: columns keep their
 * order, and no ranker sees more than its columns.
 *
 * @param name of the ranker in results
 * @param base how it is trained
 * @param kept which features of a schema are kept; at least one
 */
public record OnFeatures(
    String name, RankerTrainer base, Function<FeatureSchema, Predicate<Feature>> kept)
    implements RankerTrainer {
  /** Checks. */
  public OnFeatures {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(base, "base");
    Objects.requireNonNull(kept, "kept");
  }

  @Override
  public Ranker fit(RankingSet train, RankingSet tune, long seed, int threads) {
    FeatureSchema whole = train.features().schema();
    Columns columns = Columns.of(whole, kept.apply(whole));
    return new OfColumns(
        name, columns, base.fit(columns.of(train), columns.of(tune), seed, threads));
  }

  private record OfColumns(String name, Columns columns, Ranker ranker) implements Ranker {
    @Override
    public String type() {
      return ranker.type();
    }

    @Override
    public void write(Path folder) {
      throw new UnsupportedOperationException("a ranker on some of the features is not served");
    }

    @Override
    public void score(FeatureMatrix candidates, float[] scores) {
      ranker.score(columns.of(candidates), scores);
    }

    @Override
    public boolean listwise() {
      return ranker.listwise();
    }
  }
}
