package sluice.evaluation.offpolicy;

/**
 * A sum over positions of {@code M_k · N_k / D_k}, each the mean over requests of one number a
 * position; all arrays by request, then position.
 *
 * <p>The influence is that of the linearised sum (delta method): {@code Σ_k [(m_tk − M_k) N_k / D_k
 * + M_k (n_tk − d_tk N_k / D_k) / D_k] / requests}. A position with M_k = 0 counts 0.
 */
@SuppressWarnings("ArrayRecordComponent")
record PositionRatios(int slots, double[] mass, double[] numerator, double[] denominator)
    implements Statistic {
  @Override
  public double value(double[] times) {
    double[] sums = sums(times);
    double value = 0;
    for (int k = 0; k < slots; k++) {
      if (sums[3 * k] > 0) {
        value += sums[3 * k] / sums[3 * slots] * sums[3 * k + 1] / sums[3 * k + 2];
      }
    }
    return value;
  }

  private double[] sums(double[] times) {
    double[] sums = new double[3 * slots + 1];
    for (int t = 0; t < times.length; t++) {
      for (int k = 0; k < slots; k++) {
        int cell = t * slots + k;
        sums[3 * k] += times[t] * mass[cell];
        sums[3 * k + 1] += times[t] * numerator[cell];
        sums[3 * k + 2] += times[t] * denominator[cell];
      }
      sums[3 * slots] += times[t];
    }
    return sums;
  }

  @Override
  public double[] influence() {
    int requests = mass.length / slots;
    double[] once = new double[requests];
    java.util.Arrays.fill(once, 1);
    double[] sums = sums(once);
    double[] out = new double[requests];
    for (int k = 0; k < slots; k++) {
      double meanMass = sums[3 * k] / requests;
      double meanWeight = sums[3 * k + 2] / requests;
      if (!(meanMass > 0)) {
        continue;
      }
      double ratio = sums[3 * k + 1] / sums[3 * k + 2];
      for (int t = 0; t < requests; t++) {
        int cell = t * slots + k;
        out[t] +=
            ((mass[cell] - meanMass) * ratio
                    + meanMass * (numerator[cell] - ratio * denominator[cell]) / meanWeight)
                / requests;
      }
    }
    return out;
  }
}
