package sluice.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;

/** The golden value is by numpy 2.4.6, made by src/test/python/ops_golden.py. */
class FeatureShiftTest {
  private static final FeatureSchema SCHEMA =
      new FeatureSchema(List.of(feature("still"), feature("moved"), feature("lost")));

  private static Feature feature(String name) {
    return new Feature(name, Feature.Type.NUMBER, 0, "g", "features", Duration.ZERO, "A number.");
  }

  @Test
  void psiIsThatOfItsDefinitionAndMissingIsABinOfItsOwn() {
    FeatureMatrix training = new FeatureMatrix(SCHEMA, 100);
    FeatureMatrix serving = new FeatureMatrix(SCHEMA, 100);
    training.resize(100);
    serving.resize(100);
    for (int r = 0; r < 100; r++) {
      training.set(r, 0, r);
      serving.set(99 - r, 0, r);
      training.set(r, 1, r);
      serving.set(r, 1, r * 0.5f + 30);
      training.set(r, 2, r);
      serving.set(r, 2, Float.NaN);
    }
    FeatureShift shift = FeatureShift.psi(training, serving);
    assertThat(shift.psi(0)).isZero();
    assertThat(shift.psi(1)).isCloseTo(1.6268002548372147, within(1e-9));
    assertThat(shift.psi(2)).isGreaterThan(3);
    assertThat(shift.section().id()).isEqualTo("feature-shift");
    assertThat(shift.section().toString()).contains("2 of 3 above 0.25");
  }
}
