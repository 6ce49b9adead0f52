package sluice.studies.subset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import sluice.core.FeatureMatrix;
import sluice.core.RankingSet;

/** Some requests of a ranking set, in their order. */
public final class Requests {
  private Requests() {}

  /** Returns the requests that are kept by their ids, with all their rows; a copy. */
  public static RankingSet of(RankingSet set, Predicate<String> kept) {
    FeatureMatrix features = new FeatureMatrix(set.features().schema(), 1);
    float[] labels = new float[set.rows()];
    float[] weights = new float[set.rows()];
    int[] starts = new int[set.requests() + 1];
    int[] relevant = new int[set.requests()];
    List<String> ids = new ArrayList<>();
    for (int g = 0; g < set.requests(); g++) {
      if (!kept.test(set.requestIds().get(g))) {
        continue;
      }
      for (int r = set.start(g); r < set.start(g + 1); r++) {
        labels[features.rows()] = set.label(r);
        weights[features.rows()] = set.weight(r);
        features.append(set.features(), r);
      }
      relevant[ids.size()] = set.relevant(g);
      ids.add(set.requestIds().get(g));
      starts[ids.size()] = features.rows();
    }
    return new RankingSet(
        features,
        Arrays.copyOf(labels, features.rows()),
        Arrays.copyOf(weights, features.rows()),
        Arrays.copyOf(starts, ids.size() + 1),
        Arrays.copyOf(relevant, ids.size()),
        ids);
  }

  /**
   * Returns a set in which what the candidates missed is forgotten, so that the best order of the
   * rows has nDCG 1.
   */
  public static RankingSet withoutMissed(RankingSet set) {
    int rows = set.rows();
    float[] labels = new float[rows];
    float[] weights = new float[rows];
    int[] starts = new int[set.requests() + 1];
    int[] relevant = new int[set.requests()];
    for (int g = 0; g < relevant.length; g++) {
      for (int r = set.start(g); r < set.start(g + 1); r++) {
        labels[r] = set.label(r);
        weights[r] = set.weight(r);
        relevant[g] += set.label(r) > 0 ? 1 : 0;
      }
      starts[g + 1] = set.start(g + 1);
    }
    return new RankingSet(set.features(), labels, weights, starts, relevant, set.requestIds());
  }
}
