package sluice.features.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;

/** Golden values by numpy 2.4.6 and scikit-learn 1.9.1, made by src/test/python/ops_golden.py. */
class OperationsTest {
  private static final float NAN = Float.NaN;
  private static final float[] X = {3.5f, NAN, -1.25f, 8, 3.5f, 0, 12.75f, NAN, -4, 2};

  private static void golden(NumberOperation operation, double... expected) {
    for (int i = 0; i < X.length; i++) {
      float actual = operation.apply(X[i])[0];
      if (Double.isNaN(expected[i])) {
        assertThat(actual).isNaN();
      } else {
        assertThat((double) actual).isCloseTo(expected[i], within(1e-6));
      }
    }
  }

  @Test
  void imputationFillsWithMeanMedianOrMode() {
    assertThat(Imputation.fit(Imputation.Strategy.MEAN, X, false).fill()).isEqualTo(3.0625f);
    assertThat(Imputation.fit(Imputation.Strategy.MEDIAN, X, false).fill()).isEqualTo(2.75f);
    assertThat(Imputation.fit(Imputation.Strategy.MODE, X, false).fill()).isEqualTo(3.5f);
    assertThat(new Imputation(7, true).apply(NAN)).containsExactly(7, 1);
    assertThat(new Imputation(7, true).apply(2)).containsExactly(2, 0);
    assertThat(Imputation.fit(Imputation.Strategy.MEAN, new float[] {NAN}, false).fill()).isZero();
  }

  @Test
  void scales() {
    golden(
        MinMax.fit(X),
        0.44776119,
        Double.NaN,
        0.1641791,
        0.71641791,
        0.44776119,
        0.23880597,
        1,
        Double.NaN,
        0,
        0.35820896);
    golden(
        ZScore.fit(X),
        0.08803116,
        Double.NaN,
        -0.86773577,
        0.99349458,
        0.08803116,
        -0.61621815,
        1.94926151,
        Double.NaN,
        -1.42107452,
        -0.21378997);
    golden(
        new LogScale(),
        1.5040774,
        Double.NaN,
        -0.81093022,
        2.19722458,
        1.5040774,
        0,
        2.62103882,
        Double.NaN,
        -1.60943791,
        1.09861229);
    assertThat(ZScore.fit(new float[] {5, 5}).apply(9)).containsExactly(0);
    assertThat(MinMax.fit(new float[] {5, 5}).apply(5)).containsExactly(0);
  }

  @Test
  void buckets() {
    Bucketing quartiles = Bucketing.quantiles(X, 4);
    assertThat(quartiles.bounds()).containsExactly(-0.3125f, 2.75f, 4.625f);
    golden(quartiles, 2, Double.NaN, 0, 3, 2, 1, 3, Double.NaN, 0, 1);
    assertThat(Bucketing.quantiles(new float[] {1, 1, 1, 2}, 4).buckets()).isEqualTo(3);
    assertThat(Bucketing.fixed(0, 10).bucket(10)).isEqualTo(2);
    assertThatIllegalArgumentException().isThrownBy(() -> Bucketing.fixed(2, 1));
  }

  @Test
  void circles() {
    double[] sines = {0, 1, -0.25881905, -0.25881905};
    double[] cosines = {1, 0, -0.965925826, 0.965925826};
    float[] hours = {0, 6, 13, 23};
    for (int i = 0; i < 4; i++) {
      float[] out = new Cyclic(24).apply(hours[i]);
      assertThat((double) out[0]).isCloseTo(sines[i], within(1e-7));
      assertThat((double) out[1]).isCloseTo(cosines[i], within(1e-7));
    }
  }

  @Test
  void categories() {
    OneHot oneHot = OneHot.fit(List.of("b", "a", "c"), 10);
    assertThat(oneHot.apply("c")).containsExactly(0, 0, 1);
    assertThat(oneHot.apply("z")).containsExactly(0, 0, 0);
    assertThat(oneHot.apply("a")).containsExactly(1, 0, 0);
    assertThat(OneHot.fit(List.of("x", "y", "y", "", "w"), 2).categories())
        .containsExactly("w", "y");
    Hashing hashing = new Hashing(8);
    float[] flags = hashing.apply("tablet");
    assertThat(flags[hashing.bucket("tablet")]).isEqualTo(1);
    float sum = 0;
    for (float f : flags) {
      sum += f;
    }
    assertThat(sum).isEqualTo(1);
    assertThat(hashing.apply("")).containsOnly(0);
    Hashing wide = new Hashing(1 << 20);
    assertThat(wide.cross("a", "b"))
        .isNotEqualTo(wide.cross("b", "a"))
        .isNotEqualTo(wide.cross("ab", ""));
  }

  @Test
  void textsThatPeopleHoldForTheSameAre() {
    assertThat(TextNormalisation.apply("  Amélie\u00a0\t Poulain ")).isEqualTo("amelie poulain");
    assertThat(TextNormalisation.apply("Ａｍｅ\u0301ｌｉｅ ﬁlm ①")).isEqualTo("amelie film 1");
    assertThat(TextNormalisation.apply("Straße Ørsted")).isEqualTo("straße ørsted");
  }

  @Test
  void preprocessingLearnsFromTrainingRowsAlone() {
    FeatureSchema schema = new FeatureSchema(List.of(feature("a"), feature("b"), feature("c")));
    FeatureMatrix train = matrix(schema, new float[][] {{1, NAN, 4}, {3, 2, 4}, {5, 6, 4}});
    Preprocessor fitted = Preprocessor.fit(train);
    assertThat(fitted.names()).containsExactly("a", "b", "c", "b_missing");
    FeatureMatrix serving = matrix(schema, new float[][] {{3, NAN, NAN}, {1e9f, 4, 9}});
    float[] out = new float[8];
    fitted.apply(serving, 0, out, 0);
    fitted.apply(serving, 1, out, 4);
    assertThat(out).containsExactly(0, 0, 0, 1, Preprocessor.LIMIT, 0, 0, 0);
    fitted.apply(train, 0, out, 0);
    assertThat((double) out[0]).isCloseTo(-1.22474487, within(1e-6)); // (1 − 3) / √(8/3)
  }

  private static Feature feature(String name) {
    return new Feature(name, Feature.Type.NUMBER, 0, "g", "features", Duration.ZERO, "A number.");
  }

  private static FeatureMatrix matrix(FeatureSchema schema, float[][] rows) {
    FeatureMatrix m = new FeatureMatrix(schema, rows.length);
    m.resize(rows.length);
    for (int r = 0; r < rows.length; r++) {
      for (int j = 0; j < schema.size(); j++) {
        m.set(r, j, rows[r][j]);
      }
    }
    return m;
  }
}
