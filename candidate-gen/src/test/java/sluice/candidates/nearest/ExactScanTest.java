package sluice.candidates.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.core.Catalogue;
import sluice.core.Dictionary;
import sluice.core.ItemVectors;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.VectorMath;

/** A scan by eight bits against the sort of all products, and its bounds against the products. */
class ExactScanTest {
  enum Kind {
    GAUSSIAN,
    /** Few different vectors, so that products tie. */
    TIES,
    /** Lengths from 1e-6 to 1e6. */
    LENGTHS,
    /** So long that products are near the end of the range of floats. */
    HUGE;

    float element(SplittableRandom random, int vector) {
      return switch (this) {
        case GAUSSIAN -> (float) random.nextGaussian();
        case TIES -> random.nextInt(3) - 1;
        case LENGTHS -> (float) (random.nextGaussian() * Math.pow(10, vector % 13 - 6));
        case HUGE -> (float) random.nextGaussian() * 1e18f;
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theBestAreThoseOfTheSortOfAllProducts(Kind kind) {
    SplittableRandom random = new SplittableRandom(7);
    for (int dimension : new int[] {1, 3, 8, 64, 65}) {
      for (int size : new int[] {1, 15, 16, 17, 900}) {
        NonZeroVectors vectors = vectors(kind, random, size, dimension);
        ExactScan scan = new ExactScan(vectors, CoarseVectors.wideEnough());
        for (float[] query : queries(kind, random, dimension)) {
          TieBreak ties = new TieBreak(random.nextLong(), catalogue(size));
          for (IntPredicate eligible :
              new IntPredicate[] {i -> true, i -> i % 40 == 0, i -> false}) {
            RankedItems all = sorted(vectors, query, eligible, ties);
            for (int n : new int[] {0, 1, 20, 400, 1000}) {
              RankedItems found = scan.search(query, eligible, ties, n);
              assertThat(found.size()).isEqualTo(Math.min(n, all.size()));
              for (int i = 0; i < found.size(); i++) {
                assertThat(found.item(i)).isEqualTo(all.item(i));
                assertThat(found.score(i)).isEqualTo(all.score(i));
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void noProductIsAboveItsBoundNorFarBelowIt(Kind kind) {
    if (!CoarseVectors.wideEnough()) {
      return; // there a scan looks at every vector
    }
    SplittableRandom random = new SplittableRandom(7);
    for (int dimension : new int[] {1, 3, 8, 64, 65}) {
      NonZeroVectors vectors = vectors(kind, random, 500, dimension);
      CoarseVectors coarse = new CoarseVectors(vectors);
      float[] bounds = new float[coarse.bounds()];
      for (float[] query : queries(kind, random, dimension)) {
        coarse.bound(query, bounds);
        for (int k = 0; k < vectors.size(); k++) {
          float product = VectorMath.dot(query, 0, vectors.data(), k * dimension, dimension);
          assertThat(bounds[k]).isGreaterThanOrEqualTo(product);
          double lengths = length(query, 0, dimension) * length(vectors.data(), k, dimension);
          assertThat((double) bounds[k] - product).isLessThanOrEqualTo(0.05 * lengths + 1e-20);
        }
      }
    }
  }

  private static double length(float[] data, int k, int dimension) {
    double sum = 0;
    for (int i = k * dimension; i < (k + 1) * dimension; i++) {
      sum += (double) data[i] * data[i];
    }
    return Math.sqrt(sum);
  }

  private static RankedItems sorted(
      NonZeroVectors vectors, float[] query, IntPredicate eligible, TieBreak ties) {
    int dimension = vectors.dimension();
    int[] places =
        IntStream.range(0, vectors.size()).filter(k -> eligible.test(vectors.item(k))).toArray();
    int[] items = new int[places.length];
    float[] scores = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      items[i] = vectors.item(places[i]);
      scores[i] = VectorMath.dot(query, 0, vectors.data(), places[i] * dimension, dimension);
    }
    return RankedItems.sort(items, scores, places.length, ties);
  }

  private static NonZeroVectors vectors(
      Kind kind, SplittableRandom random, int size, int dimension) {
    float[] data = new float[size * dimension];
    for (int i = 0; i < data.length; i++) {
      data[i] = kind.element(random, i / dimension);
    }
    return NonZeroVectors.of(new ItemVectors(data, size, dimension));
  }

  private static float[][] queries(Kind kind, SplittableRandom random, int dimension) {
    float[][] queries = new float[5][dimension];
    for (int i = 0; i < dimension; i++) {
      queries[0][i] = kind.element(random, 6);
      queries[1][i] = (float) random.nextGaussian();
      queries[2][i] = 1e-12f * (float) random.nextGaussian();
      queries[3][i] = i == 0 ? 1 : 0;
    }
    return queries; // the last one is zero
  }

  private static Catalogue catalogue(int size) {
    return Catalogue.always(
        Dictionary.of(IntStream.range(0, size).mapToObj(i -> "i" + i).toList()));
  }
}
