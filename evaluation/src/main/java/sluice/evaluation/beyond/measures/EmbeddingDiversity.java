package sluice.evaluation.beyond.measures;

import sluice.core.ItemVectors;
import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CutLists;

/** {@code diversity@k(embedding)}: unlikeness inside a list by embedding. */
public final class EmbeddingDiversity implements BeyondMeasureType {
  @Override
  public String type() {
    return "diversity(embedding)";
  }

  @Override
  public Better better() {
    return Better.HIGHER;
  }

  @Override
  public String summary() {
    return "mean unlikeness of the pairs of a list, by embedding";
  }

  @Override
  public String description() {
    return "Mean over the pairs of the first k of 1 − cosine of their vectors, 0 to 2; items with a"
        + " zero vector are left out. Mean over all users; a list without a pair counts 0"
        + " (Ziegler and others 2005).";
  }

  @Override
  public Needs needs() {
    return Needs.VECTORS;
  }

  @Override
  public double[] values(CutLists lists) {
    ItemVectors vectors = lists.context().vectors().orElseThrow();
    return lists.perUser(user -> diversity(vectors, lists, user));
  }

  /**
   * With unit vectors v the cosines of all pairs sum to (|Σ v|² − n) / 2, so that the cost is
   * linear in the length of the list.
   */
  private static double diversity(ItemVectors vectors, CutLists lists, int user) {
    int width = vectors.dimension();
    double[] total = new double[width];
    int known = 0;
    for (int p = 0; p < lists.size(user); p++) {
      int at = vectors.offset(lists.item(user, p));
      double norm = 0;
      for (int d = 0; d < width; d++) {
        norm += (double) vectors.data()[at + d] * vectors.data()[at + d];
      }
      if (norm > 0) {
        known++;
        double scale = 1 / Math.sqrt(norm);
        for (int d = 0; d < width; d++) {
          total[d] += vectors.data()[at + d] * scale;
        }
      }
    }
    if (known < 2) {
      return 0;
    }
    double square = 0;
    for (double t : total) {
      square += t * t;
    }
    double pairs = known * (known - 1.0) / 2;
    return 1 - (square - known) / 2 / pairs;
  }
}
