package sluice.features.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

  /** Values of the first release: a bucket that moved would change every stored model. */
  @Test
  void hashesToTheSameBucketEverywhere() {
    Hashing hashing = new Hashing(8);
    assertThat(hashing.bucket("tablet")).isBetween(0, 7).isEqualTo(new Hashing(8).bucket("tablet"));
    assertThat(new Hashing(1).bucket("anything")).isZero();
  }
}
