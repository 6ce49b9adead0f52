package sluice.funnel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sluice.candidates.fusion.Fusion;
import sluice.core.Parallel;
import sluice.core.RankedItems;
import sluice.evaluation.Dcg;

/**
 * How good lists are: what weights of fusion are chosen by.
 *
 * @param ndcg mean nDCG@10
 * @param recall mean recall of the whole list
 */
record FusionQuality(double ndcg, double recall) {
  private static final int CUTOFF = 10;

  /** Gives the list of one example. */
  @FunctionalInterface
  interface Lists {
    RankedItems of(FusionExample example);
  }

  /** Measures a fusion. */
  static FusionQuality of(Fusion fusion, List<FusionExample> examples, int items, int threads) {
    return of(e -> fusion.fuse(e.lists(), e.ties()), examples, items, threads);
  }

  /** Measures lists. */
  static FusionQuality of(Lists lists, List<FusionExample> examples, int items, int threads) {
    double[] ndcg = new double[examples.size()];
    double[] recall = new double[examples.size()];
    Parallel.run(
        threads,
        examples.size(),
        () -> new float[items],
        (i, gains) -> one(i, lists.of(examples.get(i)), examples.get(i), gains, ndcg, recall));
    return new FusionQuality(
        Arrays.stream(ndcg).average().orElse(0), Arrays.stream(recall).average().orElse(0));
  }

  /** Gains by item are zeros before and after. */
  private static void one(
      int i,
      RankedItems list,
      FusionExample example,
      float[] gains,
      double[] ndcg,
      double[] recall) {
    int judged = example.judged().size();
    for (int j = 0; j < judged; j++) {
      if (example.judged().item(j) >= 0) {
        gains[example.judged().item(j)] = example.judged().gain(j);
      }
    }
    double dcg = 0;
    int found = 0;
    for (int place = 0; place < list.size(); place++) {
      float gain = gains[list.item(place)];
      if (gain > 0) {
        found++;
        dcg += place < CUTOFF ? gain * Dcg.discount(place) : 0;
      }
    }
    double[] ideal = IntStream.range(0, judged).mapToDouble(example.judged()::gain).toArray();
    ndcg[i] = dcg / Dcg.ideal(ideal, CUTOFF);
    recall[i] = (double) found / example.judged().relevantCount();
    for (int j = 0; j < judged; j++) {
      if (example.judged().item(j) >= 0) {
        gains[example.judged().item(j)] = 0;
      }
    }
  }

  /** Returns one number: both figures, each as a ratio to that of another. */
  double against(FusionQuality other) {
    return ratio(ndcg, other.ndcg) + ratio(recall, other.recall);
  }

  private static double ratio(double value, double other) {
    return other == 0 ? value : value / other;
  }
}
