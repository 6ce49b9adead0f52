package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {
  /** Worked out by hand from each library's rule; columns: m, up, down, nearest. */
  @ParameterizedTest
  @CsvSource({
    "0.25, 0, 0, 0, 0",
    "0.25, 1, 1, 0, 0",
    "0.25, 2, 1, 1, 0",
    "0.25, 3, 1, 1, 1",
    "0.25, 4, 1, 1, 1",
    "0.25, 5, 2, 1, 1",
    "0.25, 6, 2, 1, 2",
    "0.25, 10, 3, 2, 2",
    "0.1, 1, 1, 0, 0",
    "0.1, 2, 1, 1, 0",
    "0.1, 15, 2, 1, 2",
    "0.1, 25, 3, 2, 2",
    "0.1, 30, 3, 3, 3",
    "0.3, 10, 3, 3, 3"
  })
  void roundsAsTheLibrariesDo(double share, int m, int up, int down, int nearest) {
    assertThat(Rounding.UP.held(share, m, 0.9)).isEqualTo(up);
    assertThat(Rounding.DOWN.held(share, m, 0.9)).isEqualTo(down);
    assertThat(Rounding.NEAREST.held(share, m, 0.9)).isEqualTo(nearest);
  }

  @Test
  void randomRoundingHoldsTheShareInTheMean() {
    for (int m : new int[] {1, 2, 3, 7, 10}) {
      double sum = 0;
      for (int k = 0; k < 1000; k++) {
        sum += Rounding.RANDOM.held(0.25, m, (k + 0.5) / 1000);
      }
      assertThat(sum / 1000).isCloseTo(0.25 * m, org.assertj.core.api.Assertions.within(1e-9));
    }
  }
}
