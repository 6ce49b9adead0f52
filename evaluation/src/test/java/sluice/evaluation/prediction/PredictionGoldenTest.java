package sluice.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against scikit-learn: see {@code src/test/python/golden_predictions.py}. */
class PredictionGoldenTest {
  @Test
  void equalsScikitLearn() throws IOException {
    JsonNode file;
    try (InputStream in = getClass().getResourceAsStream("/golden/predictions.json")) {
      file = JsonMapper.shared().readTree(in);
    }
    int number = 0;
    for (JsonNode oneCase : file.get("cases")) {
      double[] p = numbers(oneCase.get("p"));
      boolean[] y = new boolean[p.length];
      for (int i = 0; i < p.length; i++) {
        y[i] = oneCase.get("y").get(i).intValue() == 1;
      }
      Scored rows = new Scored(p, y);
      for (PredictionMeasure measure : PredictionMeasure.values()) {
        JsonNode expected = oneCase.get("expected").get(measure.label());
        double value = measure.of(rows);
        if (expected.isNull()) {
          assertThat(value).as(measure.label()).isNaN();
        } else {
          assertThat(value)
              .as("%s in case %d", measure.label(), number)
              .isCloseTo(expected.doubleValue(), within(1e-9));
        }
      }
      Confusion matrix = Confusion.of(rows, 0.5);
      assertThat(
              new int[] {
                matrix.truePositives(),
                matrix.falsePositives(),
                matrix.falseNegatives(),
                matrix.trueNegatives()
              })
          .containsExactly(
              oneCase.get("confusion").values().stream().mapToInt(JsonNode::intValue).toArray());
      number++;
    }
    assertThat(number).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theOrderOfRowsChangesNothingThatDoesNotBin(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 300;
    double[] p = new double[n];
    boolean[] y = new boolean[n];
    for (int i = 0; i < n; i++) {
      p[i] = random.nextInt(20) / 20.0;
      y[i] = random.nextDouble() < p[i];
    }
    double[] turned = new double[n];
    boolean[] turnedLabels = new boolean[n];
    double[] mirrored = new double[n];
    boolean[] mirroredLabels = new boolean[n];
    for (int i = 0; i < n; i++) {
      turned[i] = p[n - 1 - i];
      turnedLabels[i] = y[n - 1 - i];
      mirrored[i] = 1 - p[i];
      mirroredLabels[i] = !y[i];
    }
    Scored rows = new Scored(p, y);
    for (PredictionMeasure measure : PredictionMeasure.values()) {
      if (measure != PredictionMeasure.CALIBRATION_ERROR
          && measure != PredictionMeasure.DEBIASED_CALIBRATION_ERROR) {
        assertThat(measure.of(new Scored(turned, turnedLabels)))
            .as(measure.label())
            .isCloseTo(measure.of(rows), within(1e-12));
      }
    }
    assertThat(PredictionMeasure.ROC_AUC.of(new Scored(mirrored, mirroredLabels)))
        .isCloseTo(PredictionMeasure.ROC_AUC.of(rows), within(1e-12));
  }

  @Test
  void perfectScoresAreOneAndNoRowsAreNothing() {
    Scored perfect = new Scored(new double[] {0, 0, 1}, new boolean[] {false, false, true});
    assertThat(PredictionMeasure.ROC_AUC.of(perfect)).isEqualTo(1);
    assertThat(PredictionMeasure.PR_AUC.of(perfect)).isEqualTo(1);
    assertThat(PredictionMeasure.F1.of(perfect)).isEqualTo(1);
    assertThat(PredictionMeasure.BRIER.of(perfect)).isZero();
    Scored none = new Scored(new double[0], new boolean[0]);
    for (PredictionMeasure measure : PredictionMeasure.values()) {
      assertThat(measure.of(none)).isNaN();
      assertThat(measure.description()).isNotBlank();
    }
    assertThat(Reliability.of(none, 10).error()).isNaN();
    assertThat(
            PredictionMeasure.ROC_AUC.of(
                new Scored(new double[] {-0.0, 0.0}, new boolean[] {true, false})))
        .isEqualTo(0.5);
  }

  @Test
  void refusesWhatIsNoProbability() {
    Scored logOdds = new Scored(new double[] {3, -1}, new boolean[] {true, false});
    assertThat(PredictionMeasure.ROC_AUC.of(logOdds)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PredictionMeasure.LOG_LOSS.of(logOdds))
        .withMessageContaining("is no probability");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scored(new double[] {Double.NaN}, new boolean[1]));
  }

  private static double[] numbers(JsonNode array) {
    double[] out = new double[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array.get(i).doubleValue();
    }
    return out;
  }
}
