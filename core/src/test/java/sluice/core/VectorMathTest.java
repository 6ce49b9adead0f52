package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorMathTest {
  private static float[] random(int n, SplittableRandom random) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-3, 4)));
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 31, 64, 100, 257})
  void agreesWithDoubles(int n) {
    SplittableRandom random = new SplittableRandom(n);
    float[] a = random(n + 5, random);
    float[] b = random(n + 3, random);
    double dot = 0;
    double size = 0;
    for (int i = 0; i < n; i++) {
      dot += (double) a[i + 5] * b[i + 3];
      size += Math.abs((double) a[i + 5] * b[i + 3]);
    }
    // A float's unit roundoff, once for each of at most n + 3 operations a term passes through.
    double unit = (n + 3) * Math.ulp(1f);
    assertThat((double) VectorMath.dot(a, 5, b, 3, n)).isCloseTo(dot, within(size * unit + 1e-30));
  }

  /**
   * The written lane order in plain Java, the same to the bit, also once the compiler stepped in.
   */
  @Test
  void isTheSameToTheBitAsTheWrittenOrderAlsoWhenCompiled() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n : new int[] {3, 8, 13, 64, 100}) {
      float[] a = random(n, random);
      float[] b = random(n, random);
      int dot = Float.floatToRawIntBits(lanes(a, b, n));
      for (int round = 0; round < 30_000; round++) {
        if (Float.floatToRawIntBits(VectorMath.dot(a, 0, b, 0, n)) != dot) {
          assertThat(round).as("round in which the bits changed, n = " + n).isEqualTo(-1);
        }
      }
    }
  }

  /** Many at a time are the same numbers as one after the other. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 13, 64, 100})
  void productsAtATimeAreTheSameToTheBit(int n) {
    SplittableRandom random = new SplittableRandom(n);
    float[] a = random(n + 2, random);
    float[] b = random(7 * n, random);
    int[] rows = {3, 0, 6, 1, 1, 5, 2};
    float[] out = new float[9];
    for (int round = 0; round < 30_000; round++) {
      int count = round % 8;
      VectorMath.dots(a, 2, b, rows, count, n, out);
      for (int k = 0; k < count; k++) {
        if (out[k] != VectorMath.dot(a, 2, b, rows[k] * n, n)) {
          assertThat(round).as("round in which product " + k + " differed").isEqualTo(-1);
        }
      }
    }
    assertThat(out[8]).isZero();
  }

  private static float lanes(float[] a, float[] b, int n) {
    float[] lane = new float[8];
    int whole = n - n % 8;
    for (int i = 0; i < whole; i++) {
      lane[i % 8] += a[i] * b[i];
    }
    float sum =
        ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
    for (int i = whole; i < n; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 64, 100})
  void addsScaled(int n) {
    SplittableRandom random = new SplittableRandom(n);
    float[] a = random(n + 2, random);
    float[] out = random(n + 4, random);
    float[] expected = out.clone();
    for (int i = 0; i < n; i++) {
      expected[i + 3] += 0.37f * a[i + 2];
    }
    for (int round = 0; round < 2_000; round++) {
      float[] again = out.clone();
      VectorMath.addScaled(0.37f, a, 2, again, 3, n);
      assertThat(again).containsExactly(expected);
    }
  }
}
