package sluice.evaluation.slices;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import sluice.core.Parallel;
import sluice.core.Randomness;

/**
 * Finds the slices whose mean lies furthest below the rest's, and says how sure that is after
 * having looked at all of them.
 *
 * <p>Of a slice S with sum T of its values, z = (T − E) / √V, where E and V are mean and variance
 * of T if membership had nothing to do with the value: rows are drawn without replacement, within
 * each stratum. With m of a stratum's N rows in S, its mean a and its variance s² (over N − 1): E =
 * Σ m·a, V = Σ m·(1 − m/N)·s². Strata are for rows that belong together, such as a user's relevant
 * items; one stratum means that rows are independent.
 *
 * <p>The p-value of a slice is corrected for the search by permutation (Westfall and Young 1993,
 * single-step minP on z): values are shuffled within strata, and p = (1 + shuffles whose lowest z
 * of all slices is at most this z) / (1 + shuffles). It holds for overlapping slices, and is
 * one-sided: only low slices are looked for. Shuffles come from (seed, "slice-search", number);
 * threads change nothing. Cost: O(shuffles · (rows + Σ |S| of what is not 0)).
 *
 * <p>Not promised: that a slice found this way is the cause of anything.
 */
public final class SliceSearch {
  private final double[] values;
  private final int[] strata;
  private final int[] order;
  private final int[] starts;

  /**
   * A slice that was looked at.
   *
   * @param slice its rows
   * @param inside mean of its values
   * @param outside mean of all other values, NaN without any
   * @param z how far it lies from what was expected, in standard deviations
   * @param pValue one-sided, corrected for all slices looked at
   */
  public record Found(Slice slice, double inside, double outside, double z, double pValue) {}

  /**
   * Prepares.
   *
   * @param values one a row, finite
   * @param strata a row's stratum, from 0 on
   */
  public SliceSearch(double[] values, int[] strata) {
    if (values.length != strata.length) {
      throw new IllegalArgumentException(strata.length + " strata for " + values.length + " rows");
    }
    this.values = values.clone();
    this.strata = strata.clone();
    for (double v : values) {
      if (!Double.isFinite(v)) {
        throw new IllegalArgumentException("value " + v);
      }
    }
    int count = Arrays.stream(strata).max().orElse(-1) + 1;
    this.starts = new int[count + 1];
    for (int s : strata) {
      starts[s + 1]++;
    }
    for (int s = 0; s < count; s++) {
      starts[s + 1] += starts[s];
    }
    this.order = new int[values.length];
    int[] next = starts.clone();
    for (int row = 0; row < values.length; row++) {
      order[next[strata[row]]++] = row;
    }
  }

  /**
   * Returns the slices by z, the lowest first; slices that hold no row or all rows, or in which
   * nothing can vary, are left out.
   *
   * @param shuffles 1 or more; the smallest p-value there can be is 1 / (1 + shuffles)
   * @param threads how many threads, 1 or more
   */
  public List<Found> search(List<Slice> slices, int shuffles, long seed, int threads) {
    List<Slice> kept = new ArrayList<>();
    List<double[]> moments = new ArrayList<>();
    for (Slice slice : slices) {
      double[] m = moments(slice);
      if (slice.size() > 0 && slice.size() < values.length && m[1] > 1e-12) {
        kept.add(slice);
        moments.add(m);
      }
    }
    int[][] slicesOf = slicesOf(kept);
    double[] lowest = new double[shuffles];
    Parallel.run(
        threads,
        shuffles,
        () -> new double[][] {new double[values.length], new double[kept.size()]},
        (i, own) -> {
          // From the true values each time: a shuffle must owe nothing to the one before.
          System.arraycopy(values, 0, own[0], 0, values.length);
          shuffle(own[0], Randomness.generator(seed, "slice-search", i));
          sums(slicesOf, own[0], own[1]);
          double low = Double.POSITIVE_INFINITY;
          for (int s = 0; s < kept.size(); s++) {
            low = Math.min(low, z(own[1][s], moments.get(s)));
          }
          lowest[i] = low;
        });
    Arrays.sort(lowest);
    double all = Arrays.stream(values).sum();
    List<Found> found = new ArrayList<>();
    for (int s = 0; s < kept.size(); s++) {
      Slice slice = kept.get(s);
      double sum = sum(slice, values);
      double z = z(sum, moments.get(s));
      found.add(
          new Found(
              slice,
              sum / slice.size(),
              (all - sum) / (values.length - slice.size()),
              z,
              (1.0 + atMost(lowest, z + 1e-9)) / (1 + shuffles)));
    }
    found.sort(Comparator.comparingDouble(Found::z).thenComparing(f -> f.slice().name()));
    return List.copyOf(found);
  }

  /** Returns mean and variance of the slice's sum under shuffles. */
  private double[] moments(Slice slice) {
    int[] inside = new int[starts.length - 1];
    for (int i = 0; i < slice.size(); i++) {
      inside[strata[slice.member(i)]]++;
    }
    double mean = 0;
    double variance = 0;
    for (int s = 0; s < inside.length; s++) {
      int n = starts[s + 1] - starts[s];
      if (inside[s] == 0) {
        continue;
      }
      double a = 0;
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        a += values[order[i]];
      }
      a /= n;
      double squares = 0;
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        squares += (values[order[i]] - a) * (values[order[i]] - a);
      }
      mean += inside[s] * a;
      if (n > 1) {
        variance += inside[s] * (1.0 - (double) inside[s] / n) * squares / (n - 1);
      }
    }
    return new double[] {mean, variance};
  }

  private void shuffle(double[] own, SplittableRandom random) {
    for (int s = 0; s + 1 < starts.length; s++) {
      for (int i = starts[s + 1] - 1; i > starts[s]; i--) {
        int j = starts[s] + random.nextInt(i - starts[s] + 1);
        double swapped = own[order[i]];
        own[order[i]] = own[order[j]];
        own[order[j]] = swapped;
      }
    }
  }

  /** Returns the numbers of the slices that hold each row. */
  private int[][] slicesOf(List<Slice> slices) {
    int[] counts = new int[values.length];
    for (Slice slice : slices) {
      for (int i = 0; i < slice.size(); i++) {
        counts[slice.member(i)]++;
      }
    }
    int[][] of = new int[values.length][];
    Arrays.setAll(of, row -> new int[counts[row]]);
    for (int s = slices.size() - 1; s >= 0; s--) {
      for (int i = 0; i < slices.get(s).size(); i++) {
        int row = slices.get(s).member(i);
        of[row][--counts[row]] = s;
      }
    }
    return of;
  }

  /** Sums up each slice by its rows in order: what {@link #sum} gives, without a look at zeros. */
  private static void sums(int[][] slicesOf, double[] of, double[] sums) {
    Arrays.fill(sums, 0);
    for (int row = 0; row < of.length; row++) {
      if (of[row] != 0) {
        for (int s : slicesOf[row]) {
          sums[s] += of[row];
        }
      }
    }
  }

  private static double z(double sum, double[] moments) {
    return (sum - moments[0]) / Math.sqrt(moments[1]);
  }

  private static double sum(Slice slice, double[] of) {
    double sum = 0;
    for (int i = 0; i < slice.size(); i++) {
      sum += of[slice.member(i)];
    }
    return sum;
  }

  private static int atMost(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
