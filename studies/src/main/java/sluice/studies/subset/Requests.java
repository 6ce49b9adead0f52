package sluice.studies.subset;

import sluice.core.RankingSet;

/** Some requests of a ranking set, in their order. */
public final class Requests {
  private Requests() {}

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
