package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FocalLossTest {
  private static final double STEP = 1e-4;

  /** Against central differences of the loss. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 2, 5})
  void derivativesAreThoseOfTheLoss(double gamma) {
    FocalLoss loss = new FocalLoss(gamma, 1);
    for (boolean relevant : new boolean[] {true, false}) {
      for (double z = -6; z <= 6; z += 0.37) {
        double up = loss.loss(z + STEP, relevant);
        double here = loss.loss(z, relevant);
        double down = loss.loss(z - STEP, relevant);
        assertThat(loss.gradient(z, relevant)).isCloseTo((up - down) / 2 / STEP, within(1e-6));
        assertThat(loss.hessian(z, relevant))
            .isCloseTo((up - 2 * here + down) / STEP / STEP, within(1e-5));
      }
    }
  }

  /** γ = 0: p − y and p (1 − p). */
  @ParameterizedTest
  @ValueSource(doubles = {-700, -3, 0, 2, 700})
  void withoutFocusItIsTheLogisticLoss(double z) {
    FocalLoss loss = new FocalLoss(0, 1);
    double p = 1 / (1 + Math.exp(-z));
    assertThat(loss.gradient(z, true)).isCloseTo(p - 1, within(1e-12));
    assertThat(loss.gradient(z, false)).isCloseTo(p, within(1e-12));
    assertThat(loss.hessian(z, true)).isCloseTo(p * (1 - p), within(1e-12));
  }

  /** Lin et al.: at p = 0.9 and γ = 2 the loss is a hundredth of the cross entropy. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsToldWellCountsLess(boolean relevant) {
    double z = relevant ? Math.log(9) : -Math.log(9);
    double entropy = new FocalLoss(0, 1).loss(z, relevant);
    assertThat(new FocalLoss(2, 1).loss(z, relevant)).isCloseTo(entropy / 100, within(1e-12));
  }
}
