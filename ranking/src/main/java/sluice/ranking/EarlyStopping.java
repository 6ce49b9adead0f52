package sluice.ranking;

import java.util.Arrays;
import java.util.List;
import sluice.core.Parallel;
import sluice.core.RankingSet;

/**
 * Early stopping after the fact: how many of the first trees rank the tune part best.
 *
 * <p>Tribuo's trainer takes no validation set, so the most trees are grown and the tune part is
 * scored by every prefix.
 *
 * @param trees the count with the highest measure, the least one among equals, 1 or more
 * @param measures the measure after 1, 2, … trees; empty where no tune request counts
 */
record EarlyStopping(int trees, List<Double> measures) {
  /** The cutoff of the measure that settings are chosen by. */
  static final int CUTOFF = 10;

  /**
   * Scores the tune part by every prefix; all trees stay where no tune request has a relevant item.
   */
  static EarlyStopping choose(FlatTrees trees, RankingSet tune, int threads) {
    TuneMeasure measure = new TuneMeasure(tune, CUTOFF);
    double[][] byRequest = new double[tune.requests()][];
    Parallel.run(
        threads,
        tune.requests(),
        () -> tune,
        (g, set) -> {
          int rows = set.start(g + 1) - set.start(g);
          float[] margins = new float[rows];
          double[] values = new double[trees.size()];
          trees.start(margins, rows);
          for (int t = 0; t < trees.size(); t++) {
            trees.add(t, set.features(), set.start(g), rows, margins);
            values[t] = measure.request(g, margins, 0);
          }
          byRequest[g] = values;
        });
    double[] means = new double[trees.size()];
    for (double[] values : byRequest) {
      for (int t = 0; t < means.length; t++) {
        means[t] += values[t];
      }
    }
    int counted = measure.counted();
    if (counted == 0) {
      return new EarlyStopping(trees.size(), List.of());
    }
    int best = 0;
    for (int t = 1; t < means.length; t++) {
      if (means[t] > means[best]) {
        best = t;
      }
    }
    return new EarlyStopping(best + 1, Arrays.stream(means).map(v -> v / counted).boxed().toList());
  }
}
