package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.core.FeatureMatrix;
import sluice.core.RankingSet;

final class ScalerTest {
  private static FeatureMatrix column(float... values) {
    FeatureMatrix matrix = new FeatureMatrix(RankingSets.schema(1), values.length);
    matrix.resize(values.length);
    System.arraycopy(values, 0, matrix.data(), 0, values.length);
    return matrix;
  }

  @Test
  void zScoreIsWhatOneComputesByHand() {
    // Mean 5, population deviation 2.
    Scaler scaler = Scaler.fit(Scaler.Kind.Z_SCORE, column(2, 4, 4, 4, 5, 5, 7, 9));
    assertThat(scaler.scale(0, 9)).isEqualTo(2f);
    assertThat(scaler.scale(0, 2)).isEqualTo(-1.5f);
    assertThat(scaler.width()).isEqualTo(1);
  }

  @Test
  void aMissingValueIsTheMeanAndHasAnIndicator() {
    Scaler scaler = Scaler.fit(Scaler.Kind.Z_SCORE, column(2, Float.NaN, 6));
    float[] row = new float[2];
    scaler.scaleRow(column(Float.NaN), 0, row, 0);
    assertThat(row).containsExactly(0f, 1f);
    scaler.scaleRow(column(6), 0, row, 0);
    assertThat(row).containsExactly(1f, 0f);
  }

  @ParameterizedTest
  @EnumSource(Scaler.Kind.class)
  void aConstantOrEmptyColumnBecomesZero(Scaler.Kind kind) {
    assertThat(Scaler.fit(kind, column(3, 3, 3)).scale(0, 99)).isZero();
    assertThat(Scaler.fit(kind, column(Float.NaN)).scale(0, 99)).isZero();
  }

  @Test
  void quantilesMakeALongTailSymmetricAndKeepTheOrder() {
    float[] values = new float[1001];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.exp(i / 50.0);
    }
    Scaler scaler = Scaler.fit(Scaler.Kind.QUANTILE, column(values));
    assertThat(scaler.scale(0, values[500])).isCloseTo(0, within(0.01f));
    assertThat(scaler.scale(0, values[900]))
        .isCloseTo(-scaler.scale(0, values[100]), within(0.02f));
    for (int i = 1; i < values.length; i++) {
      assertThat(scaler.scale(0, values[i])).isGreaterThanOrEqualTo(scaler.scale(0, values[i - 1]));
    }
    assertThat(scaler.scale(0, Float.MAX_VALUE)).isEqualTo(scaler.scale(0, values[1000]));
  }

  /** Reference: tables of the standard normal distribution. */
  @ParameterizedTest
  @CsvSource({
    "0.5,0",
    "0.975,1.959963985",
    "0.01,-2.326347874",
    "0.841344746,1",
    "0.999,3.090232306"
  })
  void normalQuantilesAreThoseOfTheTables(double p, double x) {
    assertThat(Scaler.normalQuantile(p)).isCloseTo(x, within(1e-7));
  }

  @Test
  void onlyTrainingRowsTeachTheScale() {
    RankingSet train = RankingSets.synthetic(20, 20, 6, 1);
    RankingSet planted = RankingSets.synthetic(20, 20, 6, 2);
    float[] before = scaledRow(Scaler.fit(Scaler.Kind.QUANTILE, train.features()), train);
    // What a wrong composition would do: fit on train and tune rows together. It must show.
    FeatureMatrix both = new FeatureMatrix(train.features().schema(), 1);
    for (int r = 0; r < train.rows(); r++) {
      both.append(train.features(), r);
    }
    for (int r = 0; r < planted.rows(); r++) {
      both.append(planted.features(), r);
      both.set(both.rows() - 1, 0, 1_000);
    }
    assertThat(scaledRow(Scaler.fit(Scaler.Kind.QUANTILE, both), train)).isNotEqualTo(before);

    LogisticRegression.Trainer trainer =
        (LogisticRegression.Trainer) RankingSets.trainer("logistic-regression");
    float[] one = new float[train.rows()];
    float[] two = new float[train.rows()];
    trainer.fit(train, train, 1, 1).score(train.features(), one);
    trainer.fit(train, planted, 1, 1).score(train.features(), two);
    assertThat(two).isEqualTo(one);
  }

  private static float[] scaledRow(Scaler scaler, RankingSet set) {
    float[] row = new float[scaler.width()];
    scaler.scaleRow(set.features(), 0, row, 0);
    return row;
  }
}
