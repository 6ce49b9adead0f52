package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sluice.core.FeatureMatrix;

final class ValueBinsTest {
  private static FeatureMatrix column(float... values) {
    FeatureMatrix matrix = new FeatureMatrix(RankingSets.schema(1), values.length);
    matrix.resize(values.length);
    for (int r = 0; r < values.length; r++) {
      matrix.set(r, 0, values[r]);
    }
    return matrix;
  }

  @Test
  void fewValuesHaveABinEach() {
    FeatureMatrix rows = column(7, -0f, 0, Float.NaN, 7, 3);
    ValueBins bins = ValueBins.fit(rows, 4);
    assertThat(bins.of(rows)).containsExactly(3, 1, 1, 0, 3, 2);
    assertThat(bins.threshold(0, 1)).isEqualTo(1.5f);
    assertThat(bins.threshold(0, 2)).isEqualTo(5);
    assertThat(bins.threshold(0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @Test
  void neighbouringFloatsAreToldApart() {
    FeatureMatrix rows = column(1, Math.nextUp(1f), Float.MAX_VALUE, -Float.MAX_VALUE);
    assertThat(ValueBins.fit(rows, 8).of(rows)).containsExactly(2, 3, 4, 1);
  }

  @Test
  void manyValuesSpreadEvenly() {
    float[] values = new float[1000];
    for (int r = 0; r < values.length; r++) {
      values[r] = (float) Math.exp(r % 997 / 50.0);
    }
    FeatureMatrix rows = column(values);
    ValueBins bins = ValueBins.fit(rows, 10);
    Map<Float, Integer> sizes = new HashMap<>();
    float[] of = bins.of(rows);
    for (int r = 0; r < of.length; r++) {
      sizes.merge(of[r], 1, Integer::sum);
      int bin = (int) of[r];
      assertThat(bin == 10 || values[r] < bins.threshold(0, bin)).isTrue();
      assertThat(bin == 1 || values[r] >= bins.threshold(0, bin - 1)).isTrue();
    }
    assertThat(sizes).hasSize(10);
    assertThat(sizes.values()).allMatch(n -> n >= 95 && n <= 105);
  }
}
