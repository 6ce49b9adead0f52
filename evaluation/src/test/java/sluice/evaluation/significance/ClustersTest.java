package sluice.evaluation.significance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.evaluation.Measure;
import sluice.evaluation.UserValues;

class ClustersTest {
  @Test
  void rowsAreSummedByOwner() {
    Clusters clusters = Clusters.of(List.of("b", "a", "b", "c"));
    assertThat(clusters.count()).isEqualTo(3);
    assertThat(clusters.sums(new double[] {1, 2, 4, 8})).containsExactly(5, 2, 8);
    Clusters some = clusters.select(new int[] {3, 0, 2});
    assertThat(some.count()).isEqualTo(2);
    assertThat(some.sums(new double[] {1, 2, 4})).containsExactly(1, 6);
    assertThatThrownBy(() -> clusters.sums(new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void resamplingDrawsOwnersWhole() {
    int owners = 25;
    int rows = 80;
    SplittableRandom random = new SplittableRandom(4);
    List<Integer> of = IntStream.range(0, rows).mapToObj(i -> random.nextInt(owners)).toList();
    double[] values = random.doubles(rows).toArray();
    values[7] = Double.NaN;
    Clusters clusters = Clusters.of(of);
    Interval own = Bootstrap.intervals(List.of(values), clusters, 500, 6, 2).getFirst();
    // Owners as rows of (sum, count), resampled one by one from the same draws.
    int[] counted = IntStream.range(0, rows).filter(i -> i != 7).toArray();
    Clusters part = clusters.select(counted);
    double[] kept = Arrays.stream(counted).mapToDouble(i -> values[i]).toArray();
    double[] sums = part.sums(kept);
    int[] sizes = part.sizes();
    double[] means = new double[500];
    for (int r = 0; r < means.length; r++) {
      SplittableRandom draw = sluice.core.Randomness.generator(6, "bootstrap", r);
      double sum = 0;
      int size = 0;
      for (int i = 0; i < part.count(); i++) {
        int drawn = draw.nextInt(part.count());
        sum += sums[drawn];
        size += sizes[drawn];
      }
      means[r] = sum / size;
    }
    Arrays.sort(means);
    assertThat(own.mean()).isCloseTo(Arrays.stream(kept).average().orElseThrow(), within(1e-12));
    assertThat(own.low()).isCloseTo(means[12] + 0.475 * (means[13] - means[12]), within(1e-9));
    assertThat(own.high()).isCloseTo(means[486] + 0.525 * (means[487] - means[486]), within(1e-9));
  }

  @Test
  void aReportFlipsTheRowsOfAnOwnerTogether() {
    UserValues values = SignificanceTest.values(60);
    List<String> owners = new ArrayList<>();
    for (int u = 0; u < values.users().size(); u++) {
      owners.add("owner" + u % 7);
    }
    List<Comparison> apart = Comparisons.of(values, 1, 2);
    List<Comparison> together = Comparisons.of(values.ownedBy(owners), 1, 2);
    assertThat(together).hasSameSizeAs(apart).isNotEmpty();
    Measure measure = values.measures().getFirst();
    for (Comparison c : together) {
      if (!c.measure().equals(measure.toString())) {
        continue;
      }
      double[] a = values.column(measure, values.system(c.system()));
      double[] b = values.column(measure, values.system(c.baseline()));
      int[] counted = IntStream.range(0, a.length).filter(u -> !Double.isNaN(a[u])).toArray();
      double[] d = Arrays.stream(counted).mapToDouble(u -> a[u] - b[u]).toArray();
      double exact = SignFlip.exact(Clusters.of(owners).select(counted).sums(d));
      assertThat(c.pValueRaw()).isCloseTo(exact, within(0.01));
      assertThat(c.difference())
          .isCloseTo(MeanDifference.of(d, Clusters.single(d.length)).mean(), within(1e-12));
    }
    assertThat(together.getFirst().size().detectable())
        .isNotCloseTo(apart.getFirst().size().detectable(), within(1e-6));
    assertThatThrownBy(() -> values.ownedBy(owners.subList(1, 9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8 owners");
  }

  @Test
  void degenerateDifferencesAreNoEvidence() {
    Clusters one = Clusters.of(List.of("u", "u", "u"));
    MeanDifference single = MeanDifference.of(new double[] {1, 2, 3}, one);
    assertThat(single.pValue()).isEqualTo(1);
    assertThat(single.interval(0.95).low()).isNaN();
    assertThat(Equivalence.of(single, 0.1).pValue()).isEqualTo(1);
    assertThat(EffectSize.of(single).value()).isNaN();
    MeanDifference none = MeanDifference.of(new double[5], Clusters.single(5));
    assertThat(none.pValue()).isEqualTo(1);
    assertThat(Equivalence.of(none, 0.1).pValue()).isZero();
    assertThat(WilcoxonSignedRank.of(new double[5], Clusters.single(5)).pValue()).isEqualTo(1);
    assertThatThrownBy(() -> Equivalence.of(none, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Power.users(0, 0.8, 0.05))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Power.of(0.1, 1, 0.05)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VarianceSplit.of(new double[][] {{1, 2}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignFlip.exact(new double[21]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
