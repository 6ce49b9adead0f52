package sluice.features;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import sluice.core.FeatureMatrix;
import sluice.core.ReportSection;
import sluice.features.ops.Bucketing;

/**
 * How far each feature moved between training and serving: the population stability index.
 *
 * <p>PSI = Σ (q_b − p_b) · ln(q_b / p_b) over the bins b: ten of equal share by the training
 * values' quantiles (equal bounds become one), and one for missing values. p and q are the shares
 * of training and serving, each (count + ½) / (rows + ½ · bins), so that an empty bin costs little.
 * By custom (Siddiqi, Credit Risk Scorecards, 2006) below 0.1 is no shift to speak of, above 0.25 a
 * large one; of the small difference that chance alone makes nothing is subtracted.
 */
public final class FeatureShift {
  private static final int BINS = 10;
  private static final double SMALL = 0.1;
  private static final double LARGE = 0.25;
  private final List<String> names;
  private final double[] psi;

  private FeatureShift(List<String> names, double[] psi) {
    this.names = names;
    this.psi = psi;
  }

  /**
   * Compares two matrices of the same schema.
   *
   * @throws IllegalArgumentException where the schemas differ or a matrix has no rows
   */
  public static FeatureShift psi(FeatureMatrix training, FeatureMatrix serving) {
    if (!training.schema().features().equals(serving.schema().features())) {
      throw new IllegalArgumentException("training and serving have different features");
    }
    if (training.rows() == 0 || serving.rows() == 0) {
      throw new IllegalArgumentException("no rows to compare");
    }
    double[] psi = new double[training.columns()];
    for (int j = 0; j < psi.length; j++) {
      psi[j] = psi(column(training, j), column(serving, j));
    }
    return new FeatureShift(training.schema().features().stream().map(f -> f.name()).toList(), psi);
  }

  private static float[] column(FeatureMatrix matrix, int j) {
    float[] column = new float[matrix.rows()];
    for (int r = 0; r < column.length; r++) {
      column[r] = matrix.get(r, j);
    }
    return column;
  }

  /** Returns the index of one feature's training and serving values. */
  static double psi(float[] training, float[] serving) {
    Bucketing buckets = Bucketing.quantiles(training, BINS);
    int[] p = counts(buckets, training);
    int[] q = counts(buckets, serving);
    double sum = 0;
    for (int b = 0; b < p.length; b++) {
      double pShare = (p[b] + 0.5) / (training.length + 0.5 * p.length);
      double qShare = (q[b] + 0.5) / (serving.length + 0.5 * p.length);
      sum += (qShare - pShare) * Math.log(qShare / pShare);
    }
    return sum;
  }

  private static int[] counts(Bucketing buckets, float[] values) {
    int[] counts = new int[buckets.buckets() + 1];
    for (float v : values) {
      counts[Float.isNaN(v) ? buckets.buckets() : buckets.bucket(v)]++;
    }
    return counts;
  }

  /** Returns the index of a feature by column. */
  public double psi(int column) {
    return psi[column];
  }

  /** Returns the report's section: every feature, the most moved first. */
  public ReportSection section() {
    List<Integer> order = new ArrayList<>();
    int large = 0;
    int some = 0;
    for (int j = 0; j < psi.length; j++) {
      order.add(j);
      large += psi[j] > LARGE ? 1 : 0;
      some += psi[j] > SMALL && psi[j] <= LARGE ? 1 : 0;
    }
    order.sort(Comparator.comparingDouble((Integer j) -> -psi[j]).thenComparingInt(j -> j));
    List<List<Object>> rows = new ArrayList<>();
    for (int j : order) {
      rows.add(
          List.of(
              names.get(j),
              psi[j],
              psi[j] > LARGE ? "large" : psi[j] > SMALL ? "some" : "none to speak of"));
    }
    String summary =
        String.format(
            Locale.ROOT,
            "Population stability index of each feature between the rows the ranker was trained on and those it served: %d of %d"
                + " above 0.25 (a large shift), %d between 0.1 and 0.25.",
            large,
            psi.length,
            some);
    return new ReportSection(
        "feature-shift",
        "Feature shift",
        List.of(
            new ReportSection.Text(summary),
            new ReportSection.Table("Shift by feature", List.of("feature", "psi", "shift"), rows)));
  }
}
