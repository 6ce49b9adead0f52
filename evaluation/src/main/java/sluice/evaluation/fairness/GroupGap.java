package sluice.evaluation.fairness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import sluice.core.Randomness;
import sluice.evaluation.significance.Interval;
import sluice.evaluation.slices.Slice;

/**
 * How far apart the groups of users are by one measure: the best-served and the worst-served group,
 * their difference and ratio.
 *
 * <p>Groups of too few users are left out, and so are users the measure does not count. The
 * interval is a bootstrap of the users inside the two groups, 95 % by percentiles; as the two are
 * picked for being furthest apart, the difference is on average larger than the true one. The test
 * has no such fault: p is the share of random reassignments of users to the groups, all sizes kept,
 * whose range of means is at least as large (Fisher's permutation test of the range, p = (1 +
 * extreme) / (1 + reassignments)).
 *
 * @param name what the users are grouped by
 * @param groups the groups that are large enough, in the order given
 * @param best index of the group with the highest mean
 * @param worst index of the group with the lowest mean
 * @param difference best − worst with its interval
 * @param ratio worst / best, 1 for equal; NaN where the best is 0
 * @param pValue that the groups do not differ at all
 * @param leftOut how many groups were too small
 */
public record GroupGap(
    String name,
    List<Group> groups,
    int best,
    int worst,
    Interval difference,
    double ratio,
    double pValue,
    int leftOut) {

  /**
   * A group of users.
   *
   * @param label which
   * @param users how many the measure counts
   * @param mean of the measure
   */
  public record Group(String label, int users, double mean) {}

  /** Copies. */
  public GroupGap {
    groups = List.copyOf(groups);
  }

  /**
   * Compares groups.
   *
   * @param values by user, NaN for users not counted
   * @param slices the groups, of one kind; they may overlap
   * @param least how many users a group needs, 2 or more
   * @param repetitions of the bootstrap and of the reassignment, 1 or more
   * @param seed of both
   * @return none where fewer than two groups are large enough
   */
  public static Optional<GroupGap> of(
      double[] values, List<Slice> slices, int least, int repetitions, long seed) {
    List<Group> groups = new ArrayList<>();
    List<double[]> members = new ArrayList<>();
    int leftOut = 0;
    boolean[] used = new boolean[values.length];
    List<int[]> rows = new ArrayList<>();
    for (Slice slice : slices) {
      int[] own = counted(values, slice);
      if (own.length < least) {
        leftOut++;
        continue;
      }
      double[] of = Arrays.stream(own).mapToDouble(u -> values[u]).toArray();
      groups.add(new Group(slice.label(), own.length, mean(of)));
      members.add(of);
      rows.add(own);
      for (int u : own) {
        used[u] = true;
      }
    }
    if (groups.size() < 2) {
      return Optional.empty();
    }
    int best = 0;
    int worst = 0;
    for (int g = 1; g < groups.size(); g++) {
      best = groups.get(g).mean() > groups.get(best).mean() ? g : best;
      worst = groups.get(g).mean() < groups.get(worst).mean() ? g : worst;
    }
    double high = groups.get(best).mean();
    double low = groups.get(worst).mean();
    return Optional.of(
        new GroupGap(
            slices.getFirst().group(),
            groups,
            best,
            worst,
            interval(high - low, members.get(best), members.get(worst), repetitions, seed),
            high == 0 ? Double.NaN : low / high,
            pValue(high - low, values, used, rows, repetitions, seed),
            leftOut));
  }

  private static int[] counted(double[] values, Slice slice) {
    int[] out = new int[slice.size()];
    int n = 0;
    for (int i = 0; i < out.length; i++) {
      if (!Double.isNaN(values[slice.member(i)])) {
        out[n++] = slice.member(i);
      }
    }
    return Arrays.copyOf(out, n);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  private static Interval interval(
      double difference, double[] best, double[] worst, int repetitions, long seed) {
    double[] drawn = new double[repetitions];
    for (int r = 0; r < repetitions; r++) {
      SplittableRandom random = Randomness.generator(seed, "group-gap-bootstrap", r);
      drawn[r] = resampled(best, random) - resampled(worst, random);
    }
    return Interval.ofResampled(difference, drawn);
  }

  private static double resampled(double[] values, SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[random.nextInt(values.length)];
    }
    return sum / values.length;
  }

  private static double pValue(
      double range, double[] values, boolean[] used, List<int[]> rows, int repetitions, long seed) {
    int[] place = new int[values.length];
    double[] pool = new double[values.length];
    int n = 0;
    for (int u = 0; u < values.length; u++) {
      if (used[u]) {
        place[u] = n;
        pool[n++] = values[u];
      }
    }
    int extreme = 0;
    for (int r = 0; r < repetitions; r++) {
      SplittableRandom random = Randomness.generator(seed, "group-gap-permutation", r);
      for (int i = n - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double swap = pool[i];
        pool[i] = pool[j];
        pool[j] = swap;
      }
      double high = Double.NEGATIVE_INFINITY;
      double low = Double.POSITIVE_INFINITY;
      for (int[] own : rows) {
        double sum = 0;
        for (int u : own) {
          sum += pool[place[u]];
        }
        high = Math.max(high, sum / own.length);
        low = Math.min(low, sum / own.length);
      }
      // Sums in another order differ by rounding alone.
      extreme += high - low >= range - 1e-12 ? 1 : 0;
    }
    return (1.0 + extreme) / (1.0 + repetitions);
  }
}
