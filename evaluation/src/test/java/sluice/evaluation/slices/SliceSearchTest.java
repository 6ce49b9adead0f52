package sluice.evaluation.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceSearchTest {
  /** Ten rows, hand-made; slice z of the hypergeometric sum worked out on paper. */
  @Test
  void standardisesByTheVarianceOfDrawingWithoutReplacement() {
    double[] values = {0, 0, 1, 1, 1, 1, 0, 1, 1, 0};
    Slice first = Slice.of("rows", "first four", 10, r -> r < 4);
    SliceSearch.Found found =
        new SliceSearch(values, new int[10]).search(List.of(first), 99, 1, 1).getFirst();
    // T = 2, E = 4 * 0.6 = 2.4, s² = (4 * 0.36 + 6 * 0.16) / 9 = 4/15, V = 4 * 0.6 * 4/15 = 0.64
    assertThat(found.z()).isCloseTo(-0.5, within(1e-12));
    assertThat(found.inside()).isEqualTo(0.5);
    assertThat(found.outside()).isCloseTo(4.0 / 6, within(1e-12));
  }

  /** One slice, small enough to enumerate: C(6, 3) = 20 ways, one has a sum as low. */
  @Test
  void thePValueOfOneSliceIsThatOfThePermutationTest() {
    double[] values = {1, 2, 3, 10, 11, 12};
    Slice low = Slice.of("rows", "low", 6, r -> r < 3);
    SliceSearch.Found found =
        new SliceSearch(values, new int[6]).search(List.of(low), 40_000, 5, 2).getFirst();
    assertThat(found.pValue()).isCloseTo(1.0 / 20, within(0.005));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsAPlantedWeakSliceAndIsSureOfIt(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 600;
    double[] values = new double[n];
    int[] kind = new int[n];
    for (int r = 0; r < n; r++) {
      kind[r] = random.nextInt(12);
      values[r] = random.nextGaussian() - (kind[r] == 7 ? 0.9 : 0);
    }
    List<Slice> slices = kinds(kind, 12);
    List<SliceSearch.Found> found = new SliceSearch(values, new int[n]).search(slices, 999, 3, 2);
    assertThat(found.getFirst().slice().label()).isEqualTo("7");
    assertThat(found.getFirst().pValue()).isLessThan(0.02);
    assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(a.z(), b.z()));
  }

  /** Among forty slices of pure noise some look weak; corrected, one in twenty searches errs. */
  @Test
  void doesNotCryWolfForHavingLookedAtMuch() {
    int alarms = 0;
    int uncorrected = 0;
    int worlds = 200;
    for (int world = 0; world < worlds; world++) {
      SplittableRandom random = new SplittableRandom(77 + world);
      int n = 200;
      double[] values = new double[n];
      int[] kind = new int[n];
      for (int r = 0; r < n; r++) {
        kind[r] = random.nextInt(40);
        values[r] = random.nextGaussian();
      }
      SliceSearch.Found worst =
          new SliceSearch(values, new int[n]).search(kinds(kind, 40), 199, world, 1).getFirst();
      alarms += worst.pValue() <= 0.05 ? 1 : 0;
      uncorrected += worst.z() < -1.645 ? 1 : 0;
    }
    assertThat(alarms).isBetween(2, 20);
    assertThat(uncorrected).isGreaterThan(worlds / 2);
  }

  /**
   * Users differ much, their items do not: without strata a slice of bad users' items stands out.
   */
  @Test
  void strataKeepDifferencesBetweenUsersOutOfTheItemsAccount() {
    int users = 60;
    int each = 10;
    double[] values = new double[users * each];
    int[] strata = new int[values.length];
    SplittableRandom random = new SplittableRandom(4);
    for (int r = 0; r < values.length; r++) {
      strata[r] = r / each;
      values[r] = random.nextDouble() < (strata[r] < 30 ? 0.1 : 0.7) ? 1 : 0;
    }
    Slice ofBadUsers =
        Slice.of("item", "x", values.length, r -> strata[r] < 30 ? r % each < 6 : r % each < 1);
    double with =
        new SliceSearch(values, strata).search(List.of(ofBadUsers), 999, 1, 1).getFirst().pValue();
    double without =
        new SliceSearch(values, new int[values.length])
            .search(List.of(ofBadUsers), 999, 1, 1)
            .getFirst()
            .pValue();
    assertThat(without).isLessThan(0.01);
    assertThat(with).isGreaterThan(0.1);
  }

  @Test
  void threadsAndTheOrderOfSlicesChangeNothing() {
    SplittableRandom random = new SplittableRandom(9);
    double[] values = random.doubles(300).toArray();
    int[] kind = random.ints(300, 0, 9).toArray();
    List<Slice> slices = kinds(kind, 9);
    SliceSearch search = new SliceSearch(values, new int[300]);
    List<SliceSearch.Found> one = search.search(slices, 499, 11, 1);
    assertThat(search.search(slices, 499, 11, 2)).isEqualTo(one);
    assertThat(search.search(slices.reversed(), 499, 11, 2)).isEqualTo(one);
  }

  @Test
  void leavesOutSlicesThatCannotDiffer() {
    double[] values = {1, 1, 0};
    Slice all = Slice.of("rows", "all", 3, r -> true);
    Slice none = Slice.of("rows", "none", 3, r -> false);
    assertThat(new SliceSearch(values, new int[3]).search(List.of(all, none), 9, 1, 1)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SliceSearch(new double[] {Double.NaN}, new int[1]));
  }

  @Test
  void aPairOfSlicesHoldsTheRowsOfBoth() {
    Slice even = Slice.of("parity", "even", 12, r -> r % 2 == 0);
    Slice third = Slice.of("third", "yes", 12, r -> r % 3 == 0);
    Slice both = even.and(third);
    assertThat(both.name()).isEqualTo("parity even and third yes");
    assertThat(both.size()).isEqualTo(2);
    assertThat(both.contains(6)).isTrue();
    assertThat(both.contains(3)).isFalse();
  }

  private static List<Slice> kinds(int[] kind, int kinds) {
    List<Slice> slices = new ArrayList<>();
    for (int k = 0; k < kinds; k++) {
      int own = k;
      slices.add(Slice.of("kind", Integer.toString(k), kind.length, r -> kind[r] == own));
    }
    return slices;
  }
}
