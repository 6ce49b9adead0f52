package sluice.evaluation.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import sluice.core.Randomness;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.significance.Interval;
import sluice.evaluation.slices.Slice;

/**
 * Share of exposure of a group of items against its share of merit.
 *
 * <p>The item at rank r of a list gets exposure 1 / log₂(r + 1), the rest of the catalogue none
 * (Singh and Joachims 2018, with the discount of nDCG as the position bias). Merit of a group is
 * the gain of all relevant judgements of its items. An item of several groups counts for each with
 * equal parts; shares are of all exposure and of all merit, also of items in no group. The ratio's
 * 95 % interval is a bootstrap of users, by percentiles.
 *
 * @param label which group
 * @param items how many items of the catalogue are in it
 * @param exposure its share of exposure, 0 to 1; NaN where nothing is shown
 * @param merit its share of merit, 0 to 1; NaN where nothing is relevant
 * @param ratio exposure / merit: 1 is in proportion, below 1 shown less than deserved; NaN where
 *     the merit is 0
 */
public record GroupExposure(
    String label, int items, double exposure, double merit, Interval ratio) {

  /**
   * Computes the shares of every group.
   *
   * @param run the lists
   * @param judged what is relevant; the run's lists are of its users
   * @param groups slices of the items of the catalogue
   * @param cutoff how many of a list's first items are seen
   * @param resamples of the bootstrap, 1 or more
   * @param seed of the bootstrap
   */
  public static List<GroupExposure> of(
      Run run, Judgements judged, List<Slice> groups, int cutoff, int resamples, long seed) {
    int[][] of = groupsOf(groups, judged.itemBound());
    int width = groups.size() + 1;
    int users = judged.users();
    double[][] seen = new double[users][width];
    double[][] due = new double[users][width];
    for (int u = 0; u < users; u++) {
      for (int p = 0; p < Math.min(cutoff, run.size(u)); p++) {
        add(seen[u], of[run.item(u, p)], Math.log(2) / Math.log(p + 2));
      }
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        if (judged.relevant(row, Optional.empty())) {
          add(due[u], of[judged.item(row)], judged.gain(row));
        }
      }
    }
    double[][] ratios = new double[groups.size()][resamples];
    double[] exposure = new double[width];
    double[] merit = new double[width];
    for (int r = 0; r < resamples; r++) {
      SplittableRandom random = Randomness.generator(seed, "group-exposure", r);
      Arrays.fill(exposure, 0);
      Arrays.fill(merit, 0);
      for (int i = 0; i < users; i++) {
        int u = random.nextInt(users);
        sum(seen[u], exposure);
        sum(due[u], merit);
      }
      for (int g = 0; g < ratios.length; g++) {
        ratios[g][r] = ratio(share(exposure, g), share(merit, g));
      }
    }
    Arrays.fill(exposure, 0);
    Arrays.fill(merit, 0);
    for (int u = 0; u < users; u++) {
      sum(seen[u], exposure);
      sum(due[u], merit);
    }
    List<GroupExposure> out = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      double e = share(exposure, g);
      double m = share(merit, g);
      Interval ratio = Interval.ofResampled(ratio(e, m), ratios[g]);
      out.add(new GroupExposure(groups.get(g).label(), groups.get(g).size(), e, m, ratio));
    }
    return List.copyOf(out);
  }

  /**
   * Returns every group's share of a weight that items have, such as their true merit.
   *
   * @param weights per item of the catalogue, 0 or more
   */
  public static double[] shares(List<Slice> groups, double[] weights) {
    int[][] of = groupsOf(groups, weights.length);
    double[] sums = new double[groups.size() + 1];
    for (int item = 0; item < weights.length; item++) {
      add(sums, of[item], weights[item]);
    }
    double[] out = new double[groups.size()];
    Arrays.setAll(out, g -> share(sums, g));
    return out;
  }

  private static int[][] groupsOf(List<Slice> groups, int items) {
    int[][] of = new int[items][0];
    for (int g = 0; g < groups.size(); g++) {
      for (int i = 0; i < groups.get(g).size(); i++) {
        int item = groups.get(g).member(i);
        of[item] = Arrays.copyOf(of[item], of[item].length + 1);
        of[item][of[item].length - 1] = g;
      }
    }
    return of;
  }

  /** Spreads a weight over groups; the last place holds what is all items'. */
  private static void add(double[] into, int[] groups, double weight) {
    for (int g : groups) {
      into[g] += weight / groups.length;
    }
    into[into.length - 1] += weight;
  }

  private static void sum(double[] row, double[] into) {
    for (int g = 0; g < row.length; g++) {
      into[g] += row[g];
    }
  }

  private static double share(double[] sums, int group) {
    double all = sums[sums.length - 1];
    return all == 0 ? Double.NaN : sums[group] / all;
  }

  private static double ratio(double exposure, double merit) {
    return merit == 0 ? Double.NaN : exposure / merit;
  }
}
