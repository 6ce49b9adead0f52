package sluice.ranking;

import java.util.Arrays;
import sluice.core.RankingSet;
import sluice.evaluation.Dcg;

/**
 * nDCG@k of scores on a ranking set: what early stopping, the choice of settings and permutation
 * importance go by.
 *
 * <p>Gain is the label, discount 1 / log₂(rank + 1), the ideal list is cut at k, and the mean is
 * over all requests that have a relevant item, also those whose candidates missed them all. A
 * relevant item that the candidates missed enters the ideal list with the mean gain of the
 * request's relevant candidates (1 where there is none): a ranking set keeps only how many were
 * missed. With gain 1 throughout this is exactly the report's nDCG@k.
 *
 * <p>Rows of one score count with the mean over all their orders, see {@link Dcg#ofScores}. So a
 * constant scorer scores as chance does, and the order of the rows does not leak in.
 *
 * <p>Immutable, safe for use by many threads.
 */
public final class TuneMeasure {
  private final RankingSet set;
  private final int cutoff;
  private final double[] ideals;
  private final int counted;

  /**
   * Prepares the measure on a set.
   *
   * @param cutoff k, 1 or more
   */
  public TuneMeasure(RankingSet set, int cutoff) {
    if (cutoff < 1) {
      throw new IllegalArgumentException("cutoff is " + cutoff);
    }
    this.set = set;
    this.cutoff = cutoff;
    this.ideals = new double[set.requests()];
    int withRelevant = 0;
    for (int g = 0; g < ideals.length; g++) {
      ideals[g] = ideal(g);
      withRelevant += set.relevant(g) > 0 ? 1 : 0;
    }
    this.counted = withRelevant;
  }

  /** Returns the number of requests that count. */
  public int counted() {
    return counted;
  }

  /**
   * Returns the mean over the requests that count, 0 where there is none; {@code scores} has one
   * value a row of the set.
   */
  public double mean(float[] scores) {
    double sum = 0;
    for (int g = 0; g < ideals.length; g++) {
      sum += request(g, scores, set.start(g));
    }
    return counted == 0 ? 0 : sum / counted;
  }

  /**
   * Returns the measure of one request, 0 for one without a relevant item.
   *
   * @param g which request
   * @param scores the score of its first row stands at {@code offset}, the others follow
   */
  public double request(int g, float[] scores, int offset) {
    if (ideals[g] == 0) {
      return 0;
    }
    int first = set.start(g);
    int rows = set.start(g + 1) - first;
    return Dcg.ofScores(scores, offset, rows, row -> set.label(first + row), cutoff) / ideals[g];
  }

  private double ideal(int g) {
    int relevant = set.relevant(g);
    if (relevant == 0) {
      return 0;
    }
    double[] gains = new double[Math.max(relevant, set.start(g + 1) - set.start(g))];
    int n = 0;
    double sum = 0;
    for (int r = set.start(g); r < set.start(g + 1); r++) {
      if (set.label(r) > 0) {
        gains[n++] = set.label(r);
        sum += set.label(r);
      }
    }
    double missed = n == 0 ? 1 : sum / n;
    while (n < relevant) {
      gains[n++] = missed;
    }
    return Dcg.ideal(Arrays.copyOf(gains, n), cutoff);
  }
}
