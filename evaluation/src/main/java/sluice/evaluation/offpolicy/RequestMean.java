package sluice.evaluation.offpolicy;

/**
 * A mean over requests of one number each.
 *
 * @param values by request
 */
@SuppressWarnings("ArrayRecordComponent")
record RequestMean(double[] values) implements Statistic {
  @Override
  public double value(double[] times) {
    double sum = 0;
    double count = 0;
    for (int t = 0; t < values.length; t++) {
      sum += times[t] * values[t];
      count += times[t];
    }
    return sum / count;
  }

  @Override
  public double[] influence() {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    double mean = sum / values.length;
    double[] out = new double[values.length];
    for (int t = 0; t < out.length; t++) {
      out[t] = (values[t] - mean) / values.length;
    }
    return out;
  }
}
