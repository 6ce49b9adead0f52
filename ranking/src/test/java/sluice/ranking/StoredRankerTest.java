package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.UserError;
import sluice.core.store.ArrayWriter;

/** What a bundle refuses to read as its ranker. */
final class StoredRankerTest {
  private static final RankingSet TRAIN = RankingSets.synthetic(40, 25, 6, 1);

  @TempDir private Path bundle;

  @Test
  void aRankerOfOtherFeaturesIsRefused() throws IOException {
    Ranker ranker = RankingSets.trainer("logistic-regression").fit(TRAIN, TRAIN, 1, 1);
    StoredRanker.write(ranker, TRAIN.features().schema(), bundle);
    FeatureSchema other = RankingSets.schema(2);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> StoredRanker.read(other, bundle))
        .withMessage("the ranker was trained on [f0, f1, f2, f3, f4, f5], not on [f0, f1]");
  }

  @Test
  void aTypeThatIsNotOnTheClassPathIsRefusedWithHowToAddIt() throws IOException {
    StoredRanker.write(new Foreign(), TRAIN.features().schema(), bundle);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> StoredRanker.read(TRAIN.features().schema(), bundle))
        .withMessageStartingWith(
            "the ranker 'foreign' is not on the class path; add the jar that has it"
                + " (SLUICE_CLASSPATH). There are cart, ");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Ranker ranker = RankingSets.trainer("xgboost", "trees", 3L).fit(TRAIN, TRAIN, 1, 1);
    StoredRanker.write(ranker, TRAIN.features().schema(), bundle);
    Path file = bundle.resolve("ranker/trees.arrays");
    Files.delete(file);
    try (ArrayWriter out = new ArrayWriter(file)) {
      out.strings("other", List.of());
    }
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> StoredRanker.read(TRAIN.features().schema(), bundle))
        .withMessageContaining("trees.arrays is damaged or of another version");
  }

  private record Foreign() implements Ranker {
    @Override
    public String name() {
      return "foreign";
    }

    @Override
    public String type() {
      return "foreign";
    }

    @Override
    public void score(FeatureMatrix candidates, float[] scores) {
      throw new IllegalStateException("never asked");
    }

    @Override
    public void write(Path folder) {
      // Nothing.
    }
  }
}
