package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.FeatureMatrix;
import sluice.core.Ranker;
import sluice.core.RankingSet;

/** What every ranker that explains its scores must do. */
final class ExplainsScoresTest {
  private static final int COLUMNS = 6;
  private static final RankingSet TRAIN = RankingSets.synthetic(40, 25, COLUMNS, 1);
  private static final RankingSet TUNE = RankingSets.synthetic(10, 60, COLUMNS, 2);

  private static Ranker fitted(String type) {
    Object[] settings =
        List.of("logistic-regression", "factorization-machine", "cart").contains(type)
            ? new Object[0]
            : new Object[] {"trees", 60L};
    return RankingSets.trainer(type, settings).fit(TRAIN, TUNE, 42, 1);
  }

  /** Ordinary rows, one that misses every value, two far out. */
  private static FeatureMatrix rows() {
    FeatureMatrix rows = new FeatureMatrix(TRAIN.features().schema(), 1);
    for (int r = 0; r < 100; r++) {
      rows.append(TUNE.features(), r);
    }
    rows.resize(103);
    float[] values = {Float.NaN, Float.MAX_VALUE, -Float.MAX_VALUE};
    for (int r = 0; r < 3; r++) {
      for (int j = 0; j < COLUMNS; j++) {
        rows.set(100 + r, j, values[r]);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logistic-regression",
        "factorization-machine",
        "xgboost",
        "lambdamart",
        "cart",
        "random-forest"
      })
  void baseAndContributionsAddUpToTheScore(String type) {
    Ranker ranker = fitted(type);
    ExplainsScores explains = (ExplainsScores) ranker;
    FeatureMatrix rows = rows();
    float[] scores = new float[rows.rows()];
    ranker.score(rows, scores);
    double[] out = new double[COLUMNS];
    for (int r = 0; r < rows.rows(); r++) {
      explains.contributions(rows, r, out);
      double sum = explains.base();
      for (double c : out) {
        sum += c;
      }
      assertThat(sum).isCloseTo(scores[r], within(1e-4 * Math.max(1, Math.abs(scores[r]))));
      if (type.equals("logistic-regression")) {
        assertThat((float) sum).isEqualTo(scores[r]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logistic-regression",
        "factorization-machine",
        "xgboost",
        "lambdamart",
        "cart",
        "random-forest"
      })
  void aRankerThatWasStoredExplainsAsBefore(String type, @TempDir Path folder) throws IOException {
    Ranker ranker = fitted(type);
    StoredRanker.write(ranker, TRAIN.features().schema(), folder);
    Ranker back = StoredRanker.read(TRAIN.features().schema(), folder);
    FeatureMatrix rows = rows();
    double[] before = new double[COLUMNS];
    double[] after = new double[COLUMNS];
    assertThat(((ExplainsScores) back).base()).isEqualTo(((ExplainsScores) ranker).base());
    for (int r = 0; r < rows.rows(); r++) {
      ((ExplainsScores) ranker).contributions(rows, r, before);
      ((ExplainsScores) back).contributions(rows, r, after);
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void whatDecidesTheLabelContributesMost() {
    for (String type : new String[] {"logistic-regression", "xgboost", "lambdamart"}) {
      ExplainsScores explains = (ExplainsScores) fitted(type);
      double[] out = new double[COLUMNS];
      double[] mean = new double[COLUMNS];
      for (int r = 0; r < TUNE.rows(); r++) {
        explains.contributions(TUNE.features(), r, out);
        for (int j = 0; j < COLUMNS; j++) {
          mean[j] += Math.abs(out[j]) / TUNE.rows();
        }
      }
      for (int j = 0; j < 3; j++) {
        for (int k = 3; k < COLUMNS; k++) {
          assertThat(mean[j]).as("%s: f%s against f%s", type, j, k).isGreaterThan(2 * mean[k]);
        }
      }
    }
  }

  @Test
  void theOrderOfRetrievalHasNoParts() {
    assertThat(RankingSets.trainer("retrieval-order").fit(TRAIN, TUNE, 1, 1))
        .isNotInstanceOf(ExplainsScores.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic-regression", "xgboost"})
  void otherFeaturesRowsAndLengthsAreRefused(String type) {
    ExplainsScores explains = (ExplainsScores) fitted(type);
    FeatureMatrix other = new FeatureMatrix(RankingSets.schema(7), 1);
    other.resize(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> explains.contributions(other, 0, new double[7]))
        .withMessageContaining("other features");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> explains.contributions(TUNE.features(), TUNE.rows(), new double[6]))
        .withMessageContaining("row 600 of 600");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> explains.contributions(TUNE.features(), 0, new double[5]))
        .withMessageContaining("5 places for the contributions of 6 features");
  }
}
