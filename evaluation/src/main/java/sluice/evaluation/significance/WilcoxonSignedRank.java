package sluice.evaluation.significance;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Wilcoxon's signed-rank test (1945), two-sided, rows of one user together (Rosner, Glynn and Lee
 * 2006).
 *
 * <p>Differences are ranked by size, ties by their mean rank, and each rank takes its difference's
 * sign. Under the null hypothesis, that differences are symmetric around 0, a user's signed ranks
 * turn their signs together. p is that of Σ signed ranks: exact, over all turns of signs, where at
 * most {@link #EXACT} users have any; else by the normal distribution with variance Σ (a user's
 * signed ranks' sum)², which with one row a user is the usual one with correction for ties. Sizes
 * that differ by less than 1e-12 of the largest count as tied, for that is rounding.
 *
 * <p>It tells of the middle of the differences, not of their mean: a system may win by many small
 * gains and lose in the mean.
 */
public final class WilcoxonSignedRank {
  /** Up to how many users p is exact. */
  public static final int EXACT = 50;

  private static final long MOST_STATES = 1L << 20;

  private WilcoxonSignedRank() {}

  /** What becomes of differences that are 0. */
  public enum Zeros {
    /** They are left out before ranking (Wilcoxon). */
    DROP,
    /** They are ranked, and then left out (Pratt 1959). */
    PRATT
  }

  /**
   * A result.
   *
   * @param plus sum of the ranks of differences above 0
   * @param minus sum of those below 0
   * @param pairs how many differences are not 0
   * @param exact whether p is exact
   * @param pValue two-sided; 1 where no difference is other than 0
   */
  public record Result(double plus, double minus, int pairs, boolean exact, double pValue) {
    /**
     * Returns the matched-pairs rank-biserial correlation (Kerby 2014), from −1 to 1: the share of
     * the rank sum that speaks for a gain less the share that speaks for a loss.
     */
    public double rankBiserial() {
      return plus + minus == 0 ? 0 : (plus - minus) / (plus + minus);
    }
  }

  /** Tests differences without NaN; those of 0 are left out. */
  public static Result of(double[] differences, Clusters clusters) {
    return of(differences, clusters, Zeros.DROP);
  }

  /** Tests differences without NaN, exactly where there are few users. */
  public static Result of(double[] differences, Clusters clusters, Zeros zeros) {
    Ranks ranks = new Ranks(differences, clusters, zeros);
    return ranks.few() ? ranks.result(true, ranks.exact()) : ranks.result(false, ranks.normal(0));
  }

  /**
   * Tests by the normal distribution, however few the users.
   *
   * @param continuity whether the rank sum is moved by a half towards its mean
   */
  public static Result normal(
      double[] differences, Clusters clusters, Zeros zeros, boolean continuity) {
    Ranks ranks = new Ranks(differences, clusters, zeros);
    return ranks.result(false, ranks.normal(continuity ? 0.5 : 0));
  }

  /** Signed ranks, doubled to be whole, by cluster. */
  private static final class Ranks {
    private final long[] sums;
    private long plus;
    private long minus;
    private int pairs;

    Ranks(double[] differences, Clusters clusters, Zeros zeros) {
      clusters.check(differences.length);
      double largest = 0;
      for (double d : differences) {
        largest = Math.max(largest, Math.abs(d));
      }
      double rounding = 1e-12 * largest;
      int[] order =
          IntStream.range(0, differences.length)
              .filter(i -> zeros == Zeros.PRATT || Math.abs(differences[i]) > rounding)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> Math.abs(differences[i])))
              .mapToInt(i -> i)
              .toArray();
      sums = new long[clusters.count()];
      int from = 0;
      while (from < order.length) {
        double size = Math.abs(differences[order[from]]);
        int to = from + 1;
        while (to < order.length && Math.abs(differences[order[to]]) - size <= rounding) {
          to++;
        }
        for (int i = from; i < to; i++) {
          add(differences[order[i]], rounding, from + 1L + to, clusters.of(order[i]));
        }
        from = to;
      }
    }

    private void add(double difference, double rounding, long doubled, int cluster) {
      if (Math.abs(difference) <= rounding) {
        return;
      }
      pairs++;
      if (difference > 0) {
        plus += doubled;
        sums[cluster] += doubled;
      } else {
        minus += doubled;
        sums[cluster] -= doubled;
      }
    }

    boolean few() {
      return Arrays.stream(sums).filter(s -> s != 0).count() <= EXACT && plus + minus < MOST_STATES;
    }

    Result result(boolean exact, double p) {
      return new Result(plus / 2.0, minus / 2.0, pairs, exact, p);
    }

    /** Returns p over all turns of signs: the distribution of the positive part, by convolution. */
    double exact() {
      int total = (int) Arrays.stream(sums).map(Math::abs).sum();
      double[] chance = new double[total + 1];
      chance[0] = 1;
      int reached = 0;
      for (long sum : sums) {
        int step = (int) Math.abs(sum);
        if (step > 0) {
          reached += step;
          for (int s = reached; s >= 0; s--) {
            chance[s] = (chance[s] + (s >= step ? chance[s - step] : 0)) / 2;
          }
        }
      }
      long observed = Math.abs(plus - minus);
      double p = 0;
      for (int s = 0; s <= total; s++) {
        p += Math.abs(2L * s - total) >= observed ? chance[s] : 0;
      }
      return Math.min(1, p);
    }

    /** Returns p by the normal distribution, the sum of positive ranks moved by the continuity. */
    double normal(double continuity) {
      double squares = 0;
      for (long sum : sums) {
        squares += 0.25 * sum * sum;
      }
      if (squares == 0) {
        return 1;
      }
      double away = (plus - minus) / 4.0;
      double moved = away - continuity * Math.signum(away);
      return 2
          * NormalDistribution.of(0, 1)
              .survivalProbability(Math.abs(2 * moved / Math.sqrt(squares)));
    }
  }
}
