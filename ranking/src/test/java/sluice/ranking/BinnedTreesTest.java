package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.FeatureMatrix;

/** Against the ordinary walk of the same trees, to the bit. */
final class BinnedTreesTest {
  private static final int COLUMNS = 5;
  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  @ParameterizedTest
  @CsvSource({"0, 3", "1, 10", "2, 40", "6, 40", "7, 60", "8, 5"})
  void marginsAreThoseOfTheOrdinaryWalk(int depth, int trees) {
    SplittableRandom random = new SplittableRandom(depth);
    FlatTrees flat = trees(random, depth, trees);
    FeatureMatrix rows = rows(random, 333);
    for (int used : new int[] {0, trees / 2, trees}) {
      float[] margins = new float[400];
      BinnedTrees.of(flat, used).orElseThrow().score(rows, margins);
      float[] expected = new float[400];
      flat.start(expected, rows.rows());
      for (int t = 0; t < used; t++) {
        flat.add(t, rows, 0, rows.rows(), expected);
      }
      assertThat(margins).containsExactly(expected);
    }
  }

  @Test
  void treesThatAreTooDeepAreNotLaidOut() {
    FlatTrees flat = trees(new SplittableRandom(3), 9, 2);
    assertThat(BinnedTrees.of(flat, 2)).isEmpty();
    assertThat(BinnedTrees.of(flat, 0)).isPresent();
  }

  private static FeatureMatrix rows(SplittableRandom random, int n) {
    FeatureMatrix rows = new FeatureMatrix(RankingSets.schema(COLUMNS), n);
    rows.resize(n);
    for (int r = 0; r < n; r++) {
      for (int j = 0; j < COLUMNS; j++) {
        rows.set(
            r,
            j,
            random.nextInt(3) == 0
                ? EDGES[random.nextInt(EDGES.length)]
                : (float) random.nextGaussian());
      }
    }
    return rows;
  }

  /**
   * Trees in XGBoost's text form: the first branch as deep as told, the others broken off at
   * random.
   */
  private static FlatTrees trees(SplittableRandom random, int depth, int trees) {
    String[] dump = new String[trees];
    for (int t = 0; t < trees; t++) {
      StringBuilder text = new StringBuilder();
      ArrayDeque<int[]> open = new ArrayDeque<>();
      open.add(new int[] {0, 0});
      int next = 1;
      while (!open.isEmpty()) {
        int[] node = open.remove();
        boolean first = node[1] == 0 || node[0] % 2 == 1;
        if (node[1] < depth && (first || random.nextInt(3) > 0)) {
          float threshold =
              random.nextBoolean() ? (float) random.nextGaussian() : EDGES[random.nextInt(8)];
          text.append(
              node[0] + ":[f" + random.nextInt(COLUMNS) + "<" + threshold + "] yes=" + next);
          text.append(",no=" + (next + 1) + ",missing=" + (next + random.nextInt(2)));
          text.append(",gain=1,cover=1\n");
          open.add(new int[] {next, node[1] + 1});
          open.add(new int[] {next + 1, node[1] + 1});
          next += 2;
        } else {
          text.append(node[0] + ":leaf=" + (float) random.nextGaussian() + ",cover=1\n");
        }
      }
      dump[t] = text.toString();
    }
    return FlatTrees.parse(COLUMNS, IntStream.range(0, COLUMNS).toArray(), 0.25f, dump);
  }
}
