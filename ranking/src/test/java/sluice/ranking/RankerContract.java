package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.ConfigNode;
import sluice.core.FeatureMatrix;
import sluice.core.Parallel;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.YamlFile;

/**
 * What every ranker must do. For one of your own, extend this and name its type; all types that a
 * services file names are held to it by {@code RegisteredRankersTest}.
 */
public abstract class RankerContract {
  private static final RankingSet TRAIN = RankingSets.synthetic(40, 25, 6, 1);
  private static final RankingSet TUNE = RankingSets.synthetic(10, 60, 6, 2);

  @TempDir private Path folder;

  /** Returns the type under test. */
  protected abstract RankerType<?> type();

  /** Returns settings with which it is fitted soon, as YAML. */
  protected String settings() {
    return "{}";
  }

  /** Returns the trainer under test. */
  protected RankerTrainer trainer() {
    return trainer(type());
  }

  private <S extends Record> RankerTrainer trainer(RankerType<S> type) {
    ConfigNode config = YamlFile.parse(settings(), "settings");
    return type.trainer("some-name", config.bind(type.settings(), type.defaults()));
  }

  private Ranker fitted(int threads) {
    return trainer().fit(TRAIN, TUNE, 42, threads);
  }

  private static float[] scores(Ranker ranker, FeatureMatrix matrix) {
    float[] scores = new float[matrix.rows()];
    ranker.score(matrix, scores);
    return scores;
  }

  @Test
  void theDefaultsAreAllAllowed() {
    ConfigNode nothing = YamlFile.parse("{}", "config.yaml");
    assertThat(nothing.bind(type().settings(), type().defaults())).isNotNull();
  }

  @Test
  void theFittedRankerHasTheTrainersNameAndTheType() {
    assertThat(trainer().name()).isEqualTo("some-name");
    assertThat(fitted(1).name()).isEqualTo("some-name");
    assertThat(fitted(1).type()).isEqualTo(type().type());
  }

  @Test
  void whatIsReadBackScoresTheSameToTheBit() throws IOException {
    Ranker ranker = fitted(1);
    ranker.write(folder);
    Ranker back = type().read("some-name", TRAIN.features().schema(), folder);
    assertThat(back.name()).isEqualTo(ranker.name());
    assertThat(back.type()).isEqualTo(ranker.type());
    assertThat(back.logOdds()).isEqualTo(ranker.logOdds());
    assertThat(back.listwise()).isEqualTo(ranker.listwise());
    assertThat(scores(back, TUNE.features())).isEqualTo(scores(ranker, TUNE.features()));
  }

  @Test
  void writtenTwiceTheFilesAreTheSame() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Ranker ranker = fitted(1);
    ranker.write(first);
    type().read("some-name", TRAIN.features().schema(), first).write(second);
    try (Stream<Path> files = Files.walk(first)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file.getFileName().toString()).matches("[A-Za-z0-9_-][A-Za-z0-9._-]*");
        assertThat(second.resolve(first.relativize(file))).hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void aRowlessRequestIsScored() {
    fitted(1).score(new FeatureMatrix(TRAIN.features().schema(), 1), new float[0]);
  }

  @Test
  void everyRowGetsOneFiniteScoreAndNothingElseIsWritten() {
    float[] scores = new float[TUNE.rows() + 1];
    Arrays.fill(scores, Float.NaN);
    fitted(1).score(TUNE.features(), scores);
    for (int r = 0; r < TUNE.rows(); r++) {
      assertThat(Float.isFinite(scores[r])).as("score of row %s", r).isTrue();
    }
    assertThat(scores[TUNE.rows()]).isNaN();
  }

  @Test
  void rowsThatMissEveryValueOrAreFarOutAlsoGetFiniteScores() {
    FeatureMatrix matrix = new FeatureMatrix(TRAIN.features().schema(), 3);
    matrix.resize(3);
    float[] values = {Float.NaN, Float.MAX_VALUE, -Float.MAX_VALUE};
    for (int r = 0; r < 3; r++) {
      for (int j = 0; j < matrix.columns(); j++) {
        matrix.set(r, j, values[r]);
      }
    }
    for (float score : scores(fitted(1), matrix)) {
      assertThat(Float.isFinite(score)).isTrue();
    }
  }

  @Test
  void permutedRowsGetPermutedScoresUnlessListwise() {
    Ranker ranker = fitted(1);
    float[] scores = scores(ranker, TUNE.features());
    FeatureMatrix reversed = new FeatureMatrix(TRAIN.features().schema(), 1);
    for (int r = TUNE.rows() - 1; r >= 0; r--) {
      reversed.append(TUNE.features(), r);
    }
    float[] back = scores(ranker, reversed);
    boolean same = true;
    for (int r = 0; r < back.length; r++) {
      same &= back[r] == scores[back.length - 1 - r];
    }
    assertThat(same || ranker.listwise()).isTrue();
  }

  @Test
  void fittingAgainWithOtherThreadsGivesTheSameScores() {
    assertThat(scores(fitted(2), TUNE.features())).isEqualTo(scores(fitted(1), TUNE.features()));
  }

  @Test
  void scoringFromManyThreadsGivesTheSerialScores() {
    Ranker ranker = fitted(1);
    float[] serial = scores(ranker, TUNE.features());
    float[][] parallel = new float[64][];
    Parallel.run(4, 64, () -> "", (i, s) -> parallel[i] = scores(ranker, TUNE.features()));
    for (float[] p : parallel) {
      assertThat(p).isEqualTo(serial);
    }
  }

  @Test
  void anotherSchemaIsRefused() {
    Ranker ranker = fitted(1);
    FeatureMatrix other = new FeatureMatrix(RankingSets.schema(7), 1);
    other.resize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ranker.score(other, new float[1]))
        .withMessageContaining("other features");
  }

  @Test
  void tooFewPlacesForScoresAreRefused() {
    Ranker ranker = fitted(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ranker.score(TUNE.features(), new float[3]));
  }

  @Test
  void whatTheUnusedRowsOfTheMatrixHoldDoesNotMatter() {
    Ranker ranker = fitted(1);
    FeatureMatrix wide = new FeatureMatrix(TRAIN.features().schema(), 20);
    wide.resize(20);
    Random random = new Random(3);
    for (int i = 0; i < 20 * wide.columns(); i++) {
      wide.data()[i] = random.nextFloat();
    }
    wide.resize(5);
    float[] before = scores(ranker, wide);
    Arrays.fill(wide.data(), 5 * wide.columns(), 20 * wide.columns(), Float.NaN);
    assertThat(scores(ranker, wide)).isEqualTo(before);
  }
}
