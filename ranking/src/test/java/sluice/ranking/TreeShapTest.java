package sluice.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.FeatureMatrix;
import sluice.core.Parallel;
import sluice.core.RankingSet;

/** Against XGBoost's own contributions, and against the definition of a Shapley value. */
final class TreeShapTest {
  private static final int COLUMNS = 6;
  private static final RankingSet TRAIN = RankingSets.synthetic(40, 25, COLUMNS, 1);
  private static final RankingSet FRESH = RankingSets.synthetic(10, 10, COLUMNS, 2);

  @ParameterizedTest
  @CsvSource({
    "binary:logistic, 1, 1, 20",
    "binary:logistic, 4, 1, 30",
    "binary:logistic, 9, 0, 30",
    "binary:logistic, 16, 0, 10",
    "rank:ndcg, 6, 0, 20"
  })
  void contributionsAreThoseOfXgboost(String objective, int depth, int minChildWeight, int trees)
      throws XGBoostError {
    Booster booster = booster(objective, depth, minChildWeight, trees);
    FlatTrees flat = flatten(booster, objective);
    FeatureMatrix rows = withNothing(FRESH.features());
    DMatrix data = matrix(rows);
    for (int used : new int[] {trees, trees / 2}) {
      float[][] expected = booster.predictContrib(data, used);
      TreeShap shap = new TreeShap(flat, used);
      double[] found = new double[COLUMNS];
      assertThat(rows.rows()).isEqualTo(101);
      for (int r = 0; r < rows.rows(); r++) {
        shap.contributions(rows, r, found);
        for (int j = 0; j < COLUMNS; j++) {
          assertThat(found[j])
              .as("row %s, column %s", r, j)
              .isCloseTo(expected[r][j], within(1e-4));
        }
        assertThat(shap.base()).isCloseTo(expected[r][COLUMNS], within(1e-4));
      }
    }
    data.dispose();
    booster.dispose();
  }

  @Test
  void contributionsAreShapleyValuesByTheirDefinition() throws XGBoostError {
    Booster booster = booster("binary:logistic", 7, 0, 5);
    FlatTrees flat = flatten(booster, "binary:logistic");
    booster.dispose();
    TreeShap shap = new TreeShap(flat, 5);
    FeatureMatrix rows = withNothing(FRESH.features());
    double[] found = new double[COLUMNS];
    for (int r = 0; r < rows.rows(); r++) {
      shap.contributions(rows, r, found);
      double[] answers = new double[1 << COLUMNS];
      for (int known = 0; known < answers.length; known++) {
        answers[known] = flat.base();
        for (int t = 0; t < 5; t++) {
          answers[known] += answer(flat, flat.root(t), rows, r, known);
        }
      }
      assertThat(shap.base()).isCloseTo(answers[0], within(1e-6));
      for (int j = 0; j < COLUMNS; j++) {
        assertThat(found[j])
            .as("row %s, column %s", r, j)
            .isCloseTo(shapley(answers, j), within(1e-6));
      }
    }
  }

  @Test
  void aColumnThatNoTreeSplitsOnContributesNothing() {
    TreeShap shap =
        new TreeShap(tree("0:[f2<1] yes=1,no=2,missing=2,gain=1,cover=8", 1, 3, 2, 5), 1);
    double[] out = {7, 7, 7, 7, 7, 7};
    shap.contributions(FRESH.features(), 0, out);
    assertThat(shap.base()).isCloseTo(0.5 + 3 / 8.0 * 1 + 5 / 8.0 * 2, within(1e-15));
    boolean less = FRESH.features().get(0, 2) < 1;
    double expected = 0.5 + (less ? 1 : 2) - shap.base();
    assertThat(out).containsExactly(new double[] {0, 0, expected, 0, 0, 0}, within(1e-15));
  }

  @Test
  void aLeafThatNoTrainingRowCameToStillExplainsTheRowThatDoes() {
    TreeShap shap =
        new TreeShap(tree("0:[f0<0] yes=1,no=2,missing=1,gain=1,cover=8", 1, 0, 2, 8), 1);
    FeatureMatrix rows = new FeatureMatrix(RankingSets.schema(COLUMNS), 2);
    rows.resize(2);
    rows.set(0, 0, -1);
    rows.set(1, 0, 1);
    double[] out = new double[COLUMNS];
    assertThat(shap.base()).isEqualTo(2.5);
    shap.contributions(rows, 0, out);
    assertThat(out[0]).isEqualTo(-1);
    shap.contributions(rows, 1, out);
    assertThat(out[0]).isZero();
  }

  @Test
  void coversOfNothingAtAllAreSharedEvenly() {
    TreeShap shap =
        new TreeShap(tree("0:[f0<0] yes=1,no=2,missing=1,gain=1,cover=0", 1, 0, 2, 0), 1);
    assertThat(shap.base()).isEqualTo(2);
  }

  @Test
  void manyThreadsComeToTheSameContributions() throws XGBoostError {
    Booster booster = booster("binary:logistic", 6, 1, 20);
    TreeShap shap = new TreeShap(flatten(booster, "binary:logistic"), 20);
    booster.dispose();
    double[][] serial = new double[FRESH.rows()][COLUMNS];
    double[][] parallel = new double[FRESH.rows()][COLUMNS];
    for (int r = 0; r < serial.length; r++) {
      shap.contributions(FRESH.features(), r, serial[r]);
    }
    Parallel.run(
        4,
        parallel.length,
        () -> shap,
        (r, s) -> s.contributions(FRESH.features(), r, parallel[r]));
    assertThat(parallel).isDeepEqualTo(serial);
  }

  @Test
  void nothingIsAllocatedForARow() throws XGBoostError {
    Booster booster = booster("binary:logistic", 6, 1, 20);
    TreeShap shap = new TreeShap(flatten(booster, "binary:logistic"), 20);
    booster.dispose();
    double[] out = new double[COLUMNS];
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    shap.contributions(FRESH.features(), 0, out);
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int r = 0; r < FRESH.rows(); r++) {
      shap.contributions(FRESH.features(), r, out);
    }
    // less than a byte a row: there is no object in it
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(FRESH.rows());
  }

  private static Booster booster(String objective, int depth, int minChildWeight, int trees)
      throws XGBoostError {
    DMatrix data = matrix(TRAIN.features());
    float[] labels = new float[TRAIN.rows()];
    for (int r = 0; r < labels.length; r++) {
      labels[r] = TRAIN.label(r);
    }
    data.setLabel(labels);
    int[] groups = new int[TRAIN.requests()];
    Arrays.fill(groups, 25);
    Map<String, Object> parameters = new HashMap<>();
    if (objective.startsWith("rank")) {
      data.setGroup(groups);
      parameters.put("lambdarank_pair_method", "topk");
    }
    parameters.put("objective", objective);
    parameters.put("max_depth", depth);
    parameters.put("min_child_weight", minChildWeight);
    parameters.put("eta", 0.3);
    parameters.put("base_score", 0.3);
    parameters.put("nthread", 1);
    parameters.put("tree_method", "hist");
    Booster booster = XGBoost.train(data, parameters, trees, Map.of(), null, null);
    data.dispose();
    return booster;
  }

  private static FlatTrees flatten(Booster booster, String objective) throws XGBoostError {
    int[] columnOf = new int[COLUMNS];
    Arrays.setAll(columnOf, j -> j);
    float base = objective.startsWith("rank") ? 0.3f : Xgboost.logit(0.3f);
    return FlatTrees.parse(COLUMNS, columnOf, base, booster.getModelDump("", true));
  }

  private static FlatTrees tree(String split, float left, int cover, float right, int rightCover) {
    String dump =
        String.join(
            "\n",
            List.of(
                split,
                "1:leaf=" + left + ",cover=" + cover,
                "2:leaf=" + right + ",cover=" + rightCover));
    return FlatTrees.parse(COLUMNS, new int[] {0, 1, 2, 3, 4, 5}, 0.5f, new String[] {dump});
  }

  private static DMatrix matrix(FeatureMatrix rows) throws XGBoostError {
    return new DMatrix(
        Arrays.copyOf(rows.data(), rows.rows() * COLUMNS), rows.rows(), COLUMNS, Float.NaN);
  }

  /** The same rows, and one that misses every value. */
  private static FeatureMatrix withNothing(FeatureMatrix rows) {
    FeatureMatrix more = new FeatureMatrix(rows.schema(), rows.rows() + 1);
    for (int r = 0; r < rows.rows(); r++) {
      more.append(rows, r);
    }
    more.resize(rows.rows() + 1);
    for (int j = 0; j < COLUMNS; j++) {
      more.set(rows.rows(), j, Float.NaN);
    }
    return more;
  }

  /** A tree's answer when only the columns are known whose bits are set. */
  private static double answer(FlatTrees trees, int node, FeatureMatrix rows, int row, int known) {
    int column = trees.column(node);
    if (column < 0) {
      return trees.leaf(node);
    }
    if ((known >> column & 1) == 1) {
      return answer(trees, trees.next(node, rows.get(row, column)), rows, row, known);
    }
    int left = trees.left(node);
    int right = trees.right(node);
    return (trees.cover(left) * answer(trees, left, rows, row, known)
            + trees.cover(right) * answer(trees, right, rows, row, known))
        / ((double) trees.cover(left) + trees.cover(right));
  }

  private static double shapley(double[] answers, int column) {
    double sum = 0;
    for (int set = 0; set < answers.length; set++) {
      if ((set >> column & 1) == 0) {
        int others = Integer.bitCount(set);
        sum +=
            factorial(others)
                * factorial(COLUMNS - others - 1)
                / factorial(COLUMNS)
                * (answers[set | 1 << column] - answers[set]);
      }
    }
    return sum;
  }

  private static double factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }
}
