package sluice.evaluation.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.evaluation.slices.Slice;

class ErrorAnalysisTest {
  /** Ten cases worked out by hand: 6 errors, 4 cases of drama with 3 errors. */
  @Test
  void givesSharesRatesAndRoom() {
    boolean[] wrong = {true, true, true, false, true, true, true, false, false, false};
    Slice drama = Slice.of("genre", "drama", 10, c -> c < 4);
    ErrorAnalysis.Row row = ErrorAnalysis.of(wrong, List.of(drama)).getFirst();
    assertThat(row.errors()).isEqualTo(3);
    assertThat(row.shareOfErrors()).isEqualTo(0.5);
    assertThat(row.errorRate()).isEqualTo(0.75);
    assertThat(row.errorRateOutside()).isEqualTo(0.5);
    assertThat(row.shareOfData()).isEqualTo(0.4);
    assertThat(row.room()).isCloseTo(0.1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tagsThatPartTheCasesAddUp(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 50 + random.nextInt(200);
    boolean[] wrong = new boolean[n];
    int[] kind = new int[n];
    for (int c = 0; c < n; c++) {
      kind[c] = random.nextInt(5);
      wrong[c] = random.nextDouble() < 0.3 + 0.1 * kind[c];
    }
    List<Slice> tags =
        IntStream.range(0, 5)
            .mapToObj(k -> Slice.of("kind", Integer.toString(k), n, c -> kind[c] == k))
            .toList();
    List<ErrorAnalysis.Row> rows = ErrorAnalysis.of(wrong, tags);
    assertThat(rows.stream().mapToDouble(ErrorAnalysis.Row::shareOfErrors).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(rows.stream().mapToDouble(ErrorAnalysis.Row::shareOfData).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(rows).isSortedAccordingTo((a, b) -> Double.compare(b.room(), a.room()));
    double overall = (double) IntStream.range(0, n).filter(c -> wrong[c]).count() / n;
    for (ErrorAnalysis.Row row : rows) {
      // At the others' rate the error rate over all is the others' rate.
      if (row.errorRate() > row.errorRateOutside()) {
        assertThat(overall - row.room()).isCloseTo(row.errorRateOutside(), within(1e-9));
      } else {
        assertThat(row.room()).isZero();
      }
    }
  }

  @Test
  void withoutErrorsNothingIsShared() {
    Slice some = Slice.of("g", "x", 3, c -> c == 0);
    Slice none = Slice.of("g", "y", 3, c -> false);
    Slice all = Slice.of("g", "z", 3, c -> true);
    List<ErrorAnalysis.Row> rows = ErrorAnalysis.of(new boolean[3], List.of(some, none, all));
    assertThat(rows).hasSize(2);
    assertThat(rows).allMatch(r -> Double.isNaN(r.shareOfErrors()) && r.room() == 0);
  }
}
