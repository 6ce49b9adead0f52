package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GaussLegendreTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 16})
  void powersBelowTwiceThePointsAreIntegratedExactly(int n) {
    GaussLegendre rule = GaussLegendre.of(n);
    for (int power = 0; power <= 2 * n - 1; power++) {
      assertThat(integral(rule, power)).isCloseTo(1.0 / (power + 1), within(1e-14));
    }
    assertThat(Math.abs(integral(rule, 2 * n) - 1.0 / (2 * n + 1)))
        .as("one power more is too much for %s points", n)
        .isGreaterThan(n > 8 ? 0 : 1e-12);
    for (double point : rule.points()) {
      assertThat(point).isStrictlyBetween(0.0, 1.0);
    }
  }

  private static double integral(GaussLegendre rule, int power) {
    double sum = 0;
    for (int k = 0; k < rule.points().length; k++) {
      sum += rule.weights()[k] * Math.pow(rule.points()[k], power);
    }
    return sum;
  }
}
