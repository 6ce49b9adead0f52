package sluice.candidates.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricTilesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 65, 128, 200})
  void timesTheMatrixIsTheUnitMatrix(int n) {
    double[][] a = matrix(n);
    SymmetricTiles inverse = tiles(a);
    inverse.negatedInverse(2);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = 0;
        for (int k = 0; k < n; k++) {
          product -= a[i][k] * inverse.get(k, j);
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void threadsChangeNoBit() {
    SymmetricTiles one = tiles(matrix(300));
    SymmetricTiles three = tiles(matrix(300));
    one.negatedInverse(1);
    three.negatedInverse(3);
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 300; j++) {
        assertThat(three.get(i, j)).isEqualTo(one.get(i, j));
      }
    }
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    SymmetricTiles singular = tiles(new double[][] {{1, 1}, {1, 1}});
    assertThatThrownBy(() -> singular.negatedInverse(1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("the matrix is not positive definite");
  }

  /** 64 rows and their squares: 2,080 tiles at 4,000 rows and 2 more a row of tiles. */
  @Test
  void theMemoryIsThatOfTheTiles() {
    assertThat(SymmetricTiles.bytes(4000)).isEqualTo((63 * 64 / 2 + 2 * 63) * 32_768L);
    assertThat(SymmetricTiles.bytes(0)).isZero();
  }

  /** G Gᵀ + 1 of random G. */
  private static double[][] matrix(int n) {
    SplittableRandom random = new SplittableRandom(n);
    double[][] g = new double[n][7];
    for (double[] row : g) {
      for (int k = 0; k < row.length; k++) {
        row[k] = random.nextGaussian();
      }
    }
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = i == j ? 1 : 0;
        for (int k = 0; k < g[i].length; k++) {
          a[i][j] += g[i][k] * g[j][k];
        }
      }
    }
    return a;
  }

  private static SymmetricTiles tiles(double[][] a) {
    SymmetricTiles tiles = new SymmetricTiles(a.length);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        tiles.set(i, j, a[i][j]);
      }
    }
    return tiles;
  }
}
