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
    float[] labels = new float[set.rows()];
    for (int r = 0; r < labels.length; r++) {
      labels[r] = set.label(r);
    }
    return set.labelled(labels);
  }
}
