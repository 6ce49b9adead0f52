package sluice.evaluation.offpolicy;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.core.Randomness;
import sluice.evaluation.significance.Interval;

/** How the 95 % interval of an estimate is made. */
public sealed interface Intervals {
  /** Returns the estimate of a statistic with its interval. */
  Estimate.Value of(Estimator estimator, Statistic statistic, ImpressionLog log);

  /**
   * Value ± 1.96 standard errors, these from the influences of the requests summed within clusters:
   * {@code SE² = G/(G−1) Σ_g (Σ_{t∈g} influence_t)²}. Right for many clusters and weights that are
   * not too uneven.
   */
  record Normal() implements Intervals {
    private static final double QUANTILE = 1.959963984540054;

    @Override
    public Estimate.Value of(Estimator estimator, Statistic statistic, ImpressionLog log) {
      double[] once = new double[log.requests()];
      Arrays.fill(once, 1);
      double value = statistic.value(once);
      double error = ClusteredError.of(log, statistic.influence());
      return new Estimate.Value(
          estimator, value, error, value - QUANTILE * error, value + QUANTILE * error);
    }
  }

  /**
   * Percentiles 2.5 and 97.5 of resamples of the clusters with replacement; a fitted click model
   * stays as it is. Resample r is drawn from (seed, "off-policy bootstrap", r).
   *
   * @param resamples 1 or more
   * @param seed of the draws
   */
  record Bootstrap(int resamples, long seed) implements Intervals {
    /** Checks the count. */
    public Bootstrap {
      if (resamples < 1) {
        throw new IllegalArgumentException("resamples: " + resamples);
      }
    }

    @Override
    public Estimate.Value of(Estimator estimator, Statistic statistic, ImpressionLog log) {
      Estimate.Value normal = new Normal().of(estimator, statistic, log);
      int[] clusters = new int[log.requests()];
      Arrays.setAll(clusters, log::cluster);
      int[] distinct = Arrays.stream(clusters).sorted().distinct().toArray();
      double[] drawn = new double[distinct[distinct.length - 1] + 1];
      double[] times = new double[log.requests()];
      double[] values = new double[resamples];
      for (int r = 0; r < resamples; r++) {
        SplittableRandom random = Randomness.generator(seed, "off-policy bootstrap", r);
        Arrays.fill(drawn, 0);
        for (int g = 0; g < distinct.length; g++) {
          drawn[distinct[random.nextInt(distinct.length)]]++;
        }
        Arrays.setAll(times, t -> drawn[clusters[t]]);
        values[r] = statistic.value(times);
      }
      Interval middle = Interval.ofResampled(normal.value(), values);
      return new Estimate.Value(
          estimator, normal.value(), normal.standardError(), middle.low(), middle.high());
    }
  }
}
