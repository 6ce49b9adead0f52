package sluice.evaluation.significance;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import sluice.core.Parallel;
import sluice.core.Randomness;

/**
 * 95 % percentile bootstrap of means over users (Efron 1979): users are drawn with replacement, all
 * columns of values from the same draws.
 *
 * <p>A column's NaN is a user it does not count: a resample's mean is then over the drawn users
 * that it counts. Percentiles are interpolated linearly between order statistics, as numpy does by
 * default. Resample r is drawn from (seed, "bootstrap", r) and each sum runs in the order of the
 * users, so that threads change nothing. Time is resamples × users × columns.
 */
public final class Bootstrap {
  /** How many resamples a report has. */
  public static final int RESAMPLES = 2_000;

  /** Resamples that share one pass over the values. */
  private static final int BATCH = 16;

  private Bootstrap() {}

  /**
   * Returns the interval of every column.
   *
   * @param columns values by user, all of one length, NaN for users a column does not count
   * @param resamples how many, 1 or more
   * @param seed of the draws
   * @param threads how many threads, 1 or more
   */
  public static List<Interval> intervals(
      List<double[]> columns, int resamples, long seed, int threads) {
    int rows = columns.isEmpty() ? 0 : columns.getFirst().length;
    return intervals(columns, Clusters.single(rows), resamples, seed, threads);
  }

  /**
   * Returns the interval of every column; a user's rows are drawn together, and a resample's mean
   * is over all rows drawn.
   *
   * @param columns values by row, all of one length, NaN for rows a column does not count
   * @param clusters which rows are one user's
   * @param resamples how many, 1 or more
   * @param seed of the draws
   * @param threads how many threads, 1 or more
   */
  public static List<Interval> intervals(
      List<double[]> columns, Clusters clusters, int resamples, long seed, int threads) {
    int width = columns.size();
    int[] rows = counted(columns);
    Clusters users = clusters.select(rows);
    double[] values = new double[users.count() * width];
    double[] present = new double[users.count() * width];
    boolean allPresent = users.count() == rows.length;
    for (int c = 0; c < width; c++) {
      double[] column = columns.get(c);
      for (int i = 0; i < rows.length; i++) {
        double v = column[rows[i]];
        if (!Double.isNaN(v)) {
          values[users.of(i) * width + c] += v;
          present[users.of(i) * width + c]++;
        }
        allPresent &= !Double.isNaN(v);
      }
    }
    boolean whole = allPresent;
    double[][] means = new double[width][resamples];
    Parallel.run(
        threads,
        (resamples + BATCH - 1) / BATCH,
        () -> new Draws(users.count(), width),
        (batch, draws) -> {
          int from = batch * BATCH;
          int n = Math.min(BATCH, resamples - from);
          draws.draw(seed, from, n);
          draws.add(values, n, draws.sums);
          if (!whole) {
            draws.add(present, n, draws.counts);
          }
          for (int b = 0; b < n; b++) {
            for (int c = 0; c < width; c++) {
              double count = whole ? users.count() : draws.counts[b * width + c];
              means[c][from + b] = draws.sums[b * width + c] / count;
            }
          }
        });
    Interval[] out = new Interval[width];
    Parallel.run(
        threads, width, () -> rows, (c, none) -> out[c] = interval(columns.get(c), means[c]));
    return List.of(out);
  }

  private static int[] counted(List<double[]> columns) {
    int n = columns.isEmpty() ? 0 : columns.getFirst().length;
    int[] users = new int[n];
    int size = 0;
    for (int u = 0; u < n; u++) {
      boolean any = false;
      for (double[] column : columns) {
        any |= !Double.isNaN(column[u]);
      }
      if (any) {
        users[size++] = u;
      }
    }
    return Arrays.copyOf(users, size);
  }

  private static Interval interval(double[] column, double[] means) {
    double sum = 0;
    int n = 0;
    for (double v : column) {
      if (!Double.isNaN(v)) {
        sum += v;
        n++;
      }
    }
    return Interval.ofResampled(n == 0 ? Double.NaN : sum / n, means);
  }

  /** One thread's draws and sums. */
  private static final class Draws {
    private final int users;
    private final int width;

    /** How often each user was drawn, by user, then resample of the batch. */
    private final int[] times;

    private final double[] sums;
    private final double[] counts;

    Draws(int users, int width) {
      this.users = users;
      this.width = width;
      this.times = new int[users * BATCH];
      this.sums = new double[BATCH * width];
      this.counts = new double[BATCH * width];
    }

    void draw(long seed, int from, int n) {
      Arrays.fill(times, 0);
      for (int b = 0; b < n; b++) {
        SplittableRandom random = Randomness.generator(seed, "bootstrap", from + b);
        for (int i = 0; i < users; i++) {
          times[random.nextInt(users) * BATCH + b]++;
        }
      }
    }

    void add(double[] rows, int n, double[] out) {
      Arrays.fill(out, 0);
      for (int i = 0; i < users; i++) {
        for (int b = 0; b < n; b++) {
          int weight = times[i * BATCH + b];
          if (weight > 0) {
            addRow(rows, i * width, weight, out, b * width);
          }
        }
      }
    }

    private void addRow(double[] rows, int from, double weight, double[] out, int to) {
      for (int c = 0; c < width; c++) {
        out[to + c] += weight * rows[from + c];
      }
    }
  }
}
