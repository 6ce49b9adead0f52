package sluice.evaluation.significance;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.core.Parallel;
import sluice.core.Randomness;

/**
 * Paired sign-flip test (Fisher's randomisation test): how often a difference as large comes about
 * when each user's two values are swapped by the toss of a coin.
 *
 * <p>Two-sided; p = (1 + flips with |Σ ± d| ≥ |Σ d|) / (1 + flips), so that p is never 0. All
 * comparisons share the flips, which come from (seed, "sign-flip", block of eight users).
 *
 * <p>The flipped sum of a difference is the difference of the systems' flipped sums, so that each
 * system is summed once, whatever the number of comparisons. Eight users at a time: their 256
 * signed sums are tabled, and a flip adds one entry, picked by a byte of coin tosses (the method of
 * the four Russians). Sums run in the order of the users; threads change nothing. Sums that differ
 * by less than rounding may explain count as equal.
 *
 * <p>Users with several rows are flipped whole: give the sums over their rows ({@link
 * Clusters#sums}) in place of values. It assumes that users are independent and that under the null
 * hypothesis a user's sum is as likely to be turned.
 */
public final class SignFlip {
  /** How many flips a report has. */
  public static final int FLIPS = 100_000;

  private static final int CHUNK = 2_048;
  private final byte[][] coins;
  private final int users;
  private final int flips;
  private final int threads;

  /**
   * Tosses the coins.
   *
   * @param users how many pairs every comparison has
   * @param flips how many, 1 or more
   * @param seed of the coins
   * @param threads how many threads, 1 or more
   */
  public SignFlip(int users, int flips, long seed, int threads) {
    this.users = users;
    this.flips = flips;
    this.threads = threads;
    this.coins = new byte[(users + 7) / 8][flips];
    Parallel.run(
        threads,
        coins.length,
        () -> coins,
        (block, all) -> {
          SplittableRandom random = Randomness.generator(seed, "sign-flip", block);
          random.nextBytes(all[block]);
        });
  }

  /**
   * Returns the p-value of every pair of systems.
   *
   * @param systems values by system and user, without NaN
   * @param pairs per comparison the indexes of the two systems
   */
  public double[] pValues(double[][] systems, int[][] pairs) {
    double[] sums = new double[systems.length];
    double[] sizes = new double[systems.length];
    for (int s = 0; s < systems.length; s++) {
      if (systems[s].length != users) {
        throw new IllegalArgumentException(systems[s].length + " values for " + users + " users");
      }
      for (double v : systems[s]) {
        sums[s] += v;
        sizes[s] += Math.abs(v);
      }
    }
    double[] bounds = new double[pairs.length];
    for (int p = 0; p < pairs.length; p++) {
      int a = pairs[p][0];
      int b = pairs[p][1];
      bounds[p] = Math.abs(sums[a] - sums[b]) - 1e-12 * (sizes[a] + sizes[b]);
    }
    double[][] tables = new double[systems.length][];
    Parallel.run(
        threads, systems.length, () -> tables, (s, all) -> all[s] = signedSums(systems[s]));
    int chunks = (flips + CHUNK - 1) / CHUNK;
    int[][] extremes = new int[chunks][pairs.length];
    Parallel.run(
        threads,
        chunks,
        () -> new double[systems.length][CHUNK],
        (chunk, flipped) -> {
          int from = chunk * CHUNK;
          int n = Math.min(CHUNK, flips - from);
          for (int s = 0; s < systems.length; s++) {
            Arrays.fill(flipped[s], 0);
            add(tables[s], from, n, flipped[s]);
          }
          for (int p = 0; p < pairs.length; p++) {
            extremes[chunk][p] =
                countFrom(bounds[p], flipped[pairs[p][0]], flipped[pairs[p][1]], n);
          }
        });
    double[] out = new double[pairs.length];
    for (int p = 0; p < pairs.length; p++) {
      long extreme = 0;
      for (int[] ofChunk : extremes) {
        extreme += ofChunk[p];
      }
      out[p] = (1.0 + extreme) / (1.0 + flips);
    }
    return out;
  }

  /** Returns, per block of eight users, Σ ± value for all 256 choices of signs. */
  private static double[] signedSums(double[] values) {
    int blocks = (values.length + 7) / 8;
    double[] table = new double[blocks * 256];
    for (int block = 0; block < blocks; block++) {
      int size = 1;
      int base = block * 256;
      for (int j = 0; j < 8; j++) {
        int user = block * 8 + j;
        double v = user < values.length ? values[user] : 0;
        for (int i = 0; i < size; i++) {
          table[base + size + i] = table[base + i] - v;
          table[base + i] += v;
        }
        size *= 2;
      }
    }
    return table;
  }

  /** Adds all blocks, four a pass, for each pass reads and writes the sums once. */
  private void add(double[] table, int from, int n, double[] out) {
    int block = 0;
    for (; block + 4 <= coins.length; block += 4) {
      byte[] a = coins[block];
      byte[] b = coins[block + 1];
      byte[] c = coins[block + 2];
      byte[] d = coins[block + 3];
      int base = block * 256;
      for (int f = 0; f < n; f++) {
        double first =
            table[base + (a[from + f] & 0xff)] + table[base + 256 + (b[from + f] & 0xff)];
        double second =
            table[base + 512 + (c[from + f] & 0xff)] + table[base + 768 + (d[from + f] & 0xff)];
        out[f] += first + second;
      }
    }
    for (; block < coins.length; block++) {
      byte[] a = coins[block];
      for (int f = 0; f < n; f++) {
        out[f] += table[block * 256 + (a[from + f] & 0xff)];
      }
    }
  }

  /** The most pairs that {@link #exact} takes. */
  public static final int EXACT = 20;

  /**
   * Returns the p-value over all 2ⁿ flips.
   *
   * @param differences without NaN, at most {@link #EXACT}; of clusters, their sums
   */
  public static double exact(double[] differences) {
    int n = differences.length;
    if (n > EXACT) {
      throw new IllegalArgumentException(n + " differences, more than " + EXACT);
    }
    double sum = 0;
    double size = 0;
    for (double d : differences) {
      sum += d;
      size += Math.abs(d);
    }
    double bound = Math.abs(sum) - 1e-12 * size;
    // signed[i] is the sum with the signs that the bits of i say, built up bit by bit.
    double[] signed = new double[1 << n];
    signed[0] = sum;
    int extreme = 0;
    for (int i = 0; i < signed.length; i++) {
      if (i > 0) {
        signed[i] = signed[i & (i - 1)] - 2 * differences[Integer.numberOfTrailingZeros(i)];
      }
      extreme += Math.abs(signed[i]) >= bound ? 1 : 0;
    }
    return (double) extreme / signed.length;
  }

  private static int countFrom(double bound, double[] a, double[] b, int n) {
    int count = 0;
    for (int f = 0; f < n; f++) {
      count += Math.abs(a[f] - b[f]) >= bound ? 1 : 0;
    }
    return count;
  }
}
