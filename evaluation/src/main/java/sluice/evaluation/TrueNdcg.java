package sluice.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import sluice.core.Parallel;

/**
 * Computes {@code nDCG@k(true)}: nDCG whose gain is the true expected value of every item.
 *
 * <p>The ideal list is the best k of the items that may be recommended, whether judged or not; a
 * system that ranks by the truth scores 1, and every other one its share of what is possible. An
 * item that may not be recommended has gain 0. Counted are, as for the other measures, users with
 * at least one relevant item in the judgements; one for whom nothing has a gain is not counted.
 */
public final class TrueNdcg {
  private final Judgements judgements;
  private final List<Measure> measures;
  private final TrueGains truth;
  private final int threads;

  /**
   * Prepares.
   *
   * @param judgements who is counted
   * @param measures {@code nDCG@k(true)} of one or more k
   * @param truth the gains
   * @param threads how many threads, 1 or more
   */
  public TrueNdcg(Judgements judgements, List<Measure> measures, TrueGains truth, int threads) {
    for (Measure m : measures) {
      if (m.needs() != MeasureType.Needs.TRUTH) {
        throw new IllegalArgumentException(m + " is no nDCG(true)");
      }
    }
    this.judgements = judgements;
    this.measures = List.copyOf(measures);
    this.truth = truth;
    this.threads = threads;
  }

  /**
   * Returns values by run, measure and user of the judgements, NaN for users that are not counted.
   *
   * <p>All runs at once, for the truth of a user is asked for only once.
   */
  public double[][][] perUser(List<Run> runs) {
    double[][][] values = new double[runs.size()][measures.size()][judgements.users()];
    int deepest = measures.stream().mapToInt(Measure::cutoff).max().orElse(1);
    int longest = runs.stream().mapToInt(Run::length).max().orElse(1);
    int deep = Math.min(deepest, Math.max(longest, judgements.catalogue().size()));
    Parallel.run(
        threads,
        judgements.users(),
        () -> new float[judgements.catalogue().size()],
        (user, gains) -> user(runs, user, gains, deep, values));
    return values;
  }

  private void user(List<Run> runs, int user, float[] gains, int deep, double[][][] values) {
    boolean counted = judgements.relevantItems(user, Optional.empty()) > 0;
    float[] best = new float[0];
    if (counted) {
      truth.gains(user, gains);
      best = best(gains, deep, judgements.userId(user));
    }
    for (int m = 0; m < measures.size(); m++) {
      int k = measures.get(m).cutoff();
      double ideal = 0;
      for (int place = 0; place < Math.min(k, best.length); place++) {
        ideal += best[place] * Dcg.discount(place);
      }
      for (int r = 0; r < runs.size(); r++) {
        values[r][m][user] = ideal > 0 ? dcg(runs.get(r).list(user), k, gains) / ideal : Double.NaN;
      }
    }
  }

  private static double dcg(int[] list, int k, float[] gains) {
    double sum = 0;
    for (int place = 0; place < Math.min(k, list.length); place++) {
      int item = list[place];
      float gain = item < gains.length ? gains[item] : Float.NaN;
      if (!Float.isNaN(gain)) {
        sum += gain * Dcg.discount(place);
      }
    }
    return sum;
  }

  /** Returns the n largest gains, the largest first; fewer where fewer items may be recommended. */
  private static float[] best(float[] gains, int n, String user) {
    PriorityQueue<Float> heap = new PriorityQueue<>();
    float least = Float.NEGATIVE_INFINITY;
    for (float gain : gains) {
      if (gain < 0) {
        throw new IllegalArgumentException("true gain " + gain + " of user " + user);
      }
      if (heap.size() < n && !Float.isNaN(gain)) {
        heap.add(gain);
        least = heap.element();
      } else if (gain > least) {
        heap.remove();
        heap.add(gain);
        least = heap.element();
      }
    }
    float[] out = new float[heap.size()];
    for (int i = out.length - 1; i >= 0; i--) {
      out[i] = heap.remove();
    }
    return out;
  }
}
