package sluice.ranking.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.ranking.RankingSets;

/** Values of scikit-learn 1.9.1: {@code ranking/src/test/python/golden_calibration.py}. */
final class CalibratorTest {
  private static final double[] ASKED = {-9, -1.6, -0.3, 0, 0.1, 0.77, 2.5, 9};

  @TempDir private Path folder;

  private static double[] scores(int n, int step) {
    double[] scores = new double[n];
    Arrays.setAll(scores, i -> (i * 37 % step - step / 2.0) / 4);
    return scores;
  }

  private static boolean[] relevant(double[] scores) {
    boolean[] relevant = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      relevant[i] = i * 53 % 101 / 101.0 < 1 / (1 + Math.exp(-scores[i]));
    }
    return relevant;
  }

  @ParameterizedTest
  @CsvSource({
    "40, 17, 0.9003487937558027, 0.12911224866799903",
    "200, 41, 0.959221615006813, -0.006555080484066161",
    "500, 90, 0.7400428532859941, 0.06939473596699683"
  })
  void plattIsLogisticRegressionOnItsTargets(int n, int step, double slope, double intercept) {
    double[] scores = scores(n, step);
    Platt found = Platt.fit(scores, relevant(scores), 0).orElseThrow();
    assertThat(found.slope()).isCloseTo(slope, within(1e-6));
    assertThat(found.intercept()).isCloseTo(intercept, within(1e-6));
    // a shift of the scores changes the intercept alone, and no probability
    Platt shifted = Platt.fit(scores, relevant(scores), -2.5).orElseThrow();
    for (double score : ASKED) {
      assertThat(found.probability(score))
          .isCloseTo(1 / (1 + Math.exp(-(slope * score + intercept))), within(1e-6));
      assertThat(shifted.probability(score)).isCloseTo(found.probability(score), within(1e-12));
    }
    assertThat(shifted.intercept()).isCloseTo(intercept + 2.5 * slope, within(1e-5));
  }

  @Test
  void scoresThatPartTheRowsWhollyHaveAFiniteSlope() {
    Platt found =
        Platt.fit(new double[] {-2, -1, 1, 2}, new boolean[] {false, false, true, true}, 0)
            .orElseThrow();
    assertThat(found.slope()).isCloseTo(0.6739963939839232, within(1e-6));
    assertThat(found.intercept()).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "40, 17, 0.14285714285714285 0.14285714285714285 0.5454545454545454 0.5454545454545454"
        + " 0.5454545454545454 0.6157575757575757 1 1",
    "200, 41, 0.034482758620689655 0.06408268733850123 0.4085714285714286 0.42857142857142855"
        + " 0.42857142857142855 0.7 1 1",
    "500, 90, 0.015463917525773196 0.2 0.35714285714285715 0.35714285714285715"
        + " 0.35714285714285715 0.616 0.9393939393939394 1"
  })
  void isotonicIsThatOfScikitLearn(int n, int step, String expected) {
    double[] scores = scores(n, step);
    Isotonic found = Isotonic.fit(scores, relevant(scores));
    assertThat(Arrays.stream(ASKED).map(found::probability).toArray())
        .containsExactly(
            Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray(),
            within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(names = {"PLATT", "ISOTONIC", "AUTO"})
  void probabilitiesNeverFallAndAreReadBackToTheBit(CalibrationMethod method) {
    RankingSet train = RankingSets.synthetic(60, 20, 6, 1);
    RankingSet rows = RankingSets.synthetic(40, 20, 6, 2);
    for (String type : new String[] {"logistic-regression", "lambdamart"}) {
      Ranker ranker = RankingSets.trainer(type).fit(train, rows, 1, 1);
      Calibrator fitted = Calibrator.fit(method, ranker, rows, 1).orElseThrow();
      Calibrator.write(fitted, folder);
      Calibrator read = Calibrator.read(folder).orElseThrow();
      double before = 0;
      for (double score = -20; score < 20; score += 0.01) {
        double p = fitted.probability(score);
        assertThat(p).isBetween(before, 1.0);
        assertThat(read.probability(score)).isEqualTo(p);
        before = p;
      }
      assertThat(before).isGreaterThan(0.5);
    }
  }

  @Test
  void samplingOfNegativesIsUndoneByTheShift() {
    RankingSet rows = RankingSets.synthetic(60, 20, 6, 3);
    Ranker ranker = RankingSets.trainer("logistic-regression").fit(rows, rows, 1, 1);
    Platt found = (Platt) Calibrator.fit(CalibrationMethod.PLATT, ranker, rows, 0.25).orElseThrow();
    assertThat(found.shift()).isEqualTo(Math.log(0.25));
    Ranker order = RankingSets.trainer("lambdamart").fit(rows, rows, 1, 1);
    Platt ordered =
        (Platt) Calibrator.fit(CalibrationMethod.PLATT, order, rows, 0.25).orElseThrow();
    assertThat(ordered.shift()).isZero();
  }

  @Test
  void whatSaysNothingHasNoProbability() {
    boolean[] labels = {true, false, true, false};
    assertThat(Platt.fit(new double[] {1, 1, 1, 1}, labels, 0)).isEmpty();
    assertThat(Platt.fit(new double[] {1, 2, 1, 2}, labels, 0)).isEmpty();
    assertThat(Calibrator.read(folder)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new Platt(0, 1, 0));
  }
}
