package sluice.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Expected values are those of scikit-learn 1.9.1's {@code precision_recall_curve}. */
class PrecisionAtRecallTest {
  private static final double[] RECALLS = {0.25, 0.5, 0.75, 1};

  @Test
  void isThePrecisionWhereTheRecallIsFirstReached() {
    double[] scores = {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2};
    boolean[] labels = {true, false, true, true, false, false, false, true};
    assertThat(PrecisionAtRecall.of(new Scored(scores, labels), RECALLS))
        .containsExactly(1.0, 2 / 3.0, 0.75, 0.5);
  }

  @Test
  void equalScoresComeTogether() {
    double[] scores = {0.9, 0.9, 0.9, 0.1};
    boolean[] labels = {true, false, true, true};
    assertThat(PrecisionAtRecall.of(new Scored(scores, labels), RECALLS))
        .containsExactly(2 / 3.0, 2 / 3.0, 0.75, 0.75);
  }

  @Test
  void thereIsNoneWithoutAPositive() {
    assertThat(PrecisionAtRecall.of(new Scored(new double[] {1}, new boolean[] {false}), RECALLS))
        .hasSize(4)
        .containsOnly(Double.NaN);
  }
}
