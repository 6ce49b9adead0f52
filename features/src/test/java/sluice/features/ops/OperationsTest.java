package sluice.features.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {
  private static final float NAN = Float.NaN;
  private static final float[] X = {3.5f, NAN, -1.25f, 8, 3.5f, 0, 12.75f, NAN, -4, 2};

  /** Bounds by numpy 2.4.6, {@code np.nanquantile(x, [.25, .5, .75])}. */
  @Test
  void buckets() {
    Bucketing quartiles = Bucketing.quantiles(X, 4);
    assertThat(quartiles.bounds()).containsExactly(-0.3125f, 2.75f, 4.625f);
    int[] expected = {2, 0, 3, 2, 1, 3, 0, 1};
    int next = 0;
    for (float x : X) {
      if (!Float.isNaN(x)) {
        assertThat(quartiles.bucket(x)).as("%s", x).isEqualTo(expected[next++]);
      }
    }
    assertThat(Bucketing.quantiles(new float[] {1, 1, 1, 2}, 4).buckets()).isEqualTo(3);
  }

  /**
   * Buckets by Python 3 from the published constants: 64-bit FNV-1a (Noll's test vectors, such as
   * 85944171f73967e8 for foobar, come out), then the finaliser of SplitMix64 (Vigna's first outputs
   * for seed 1234567 come out), as a number without sign modulo the buckets. A bucket that moved
   * would change every stored model.
   */
  @ParameterizedTest
  @CsvSource({
    "tablet, 7, 3, 327",
    "phone, 1, 1, 297",
    "'', 3, 3, 587",
    "Sci-Fi, 3, 3, 251",
    "Z\u00fcrich, 5, 1, 869",
    "\u30b3\u30e1\u30c7\u30a3, 1, 1, 625"
  })
  void hashesToTheSameBucketEverywhere(String text, int ofEight, int ofFour, int ofThousand) {
    assertThat(new Hashing(8).bucket(text)).isEqualTo(ofEight);
    assertThat(new Hashing(4).bucket(text)).isEqualTo(ofFour);
    assertThat(new Hashing(1000).bucket(text)).isEqualTo(ofThousand);
    assertThat(new Hashing(1).bucket(text)).isZero();
  }
}
