package sluice.features;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;
import sluice.core.text.NumberText;
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
  private static final int DRAWN = 6;

  /** The group of what a request itself says, such as its hour and weekday. */
  private static final String CONTEXT = "context";

  private final List<Moved> features;

  /**
   * One feature on both sides.
   *
   * @param bins label of each bin
   * @param training its share of the training rows
   * @param serving its share of the serving rows
   * @param oneTraining whether training has one value alone
   * @param oneServing whether serving has one value alone
   */
  private record Moved(
      Feature feature,
      double psi,
      List<String> bins,
      List<Double> training,
      List<Double> serving,
      boolean oneTraining,
      boolean oneServing) {
    /** Requests asked at one time share hour and weekday: no sign of drift. */
    boolean explained() {
      return psi > SMALL && (oneTraining || oneServing) && feature.group().equals(CONTEXT);
    }

    boolean large() {
      return psi > LARGE && !explained();
    }

    String word() {
      return explained()
          ? "asked at one time"
          : psi > LARGE
              ? oneServing && !oneTraining ? "large: one value" : "large"
              : psi > SMALL ? "some" : "none to speak of";
    }
  }

  private FeatureShift(List<Moved> features) {
    this.features = features;
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
    List<Moved> features = new ArrayList<>();
    for (int j = 0; j < training.columns(); j++) {
      features.add(
          moved(training.schema().features().get(j), column(training, j), column(serving, j)));
    }
    return new FeatureShift(features);
  }

  private static float[] column(FeatureMatrix matrix, int j) {
    float[] column = new float[matrix.rows()];
    for (int r = 0; r < column.length; r++) {
      column[r] = matrix.get(r, j);
    }
    return column;
  }

  private static Moved moved(Feature feature, float[] training, float[] serving) {
    Bucketing buckets = Bucketing.quantiles(training, BINS);
    int[] p = counts(buckets, training);
    int[] q = counts(buckets, serving);
    double psi = 0;
    List<Double> pShares = new ArrayList<>();
    List<Double> qShares = new ArrayList<>();
    for (int b = 0; b < p.length; b++) {
      double pShare = (p[b] + 0.5) / (training.length + 0.5 * p.length);
      double qShare = (q[b] + 0.5) / (serving.length + 0.5 * p.length);
      psi += (qShare - pShare) * Math.log(qShare / pShare);
      pShares.add((double) p[b] / training.length);
      qShares.add((double) q[b] / serving.length);
    }
    return new Moved(feature, psi, labels(buckets), pShares, qShares, one(training), one(serving));
  }

  private static List<String> labels(Bucketing buckets) {
    List<String> labels = new ArrayList<>();
    float[] bounds = buckets.bounds();
    labels.add(bounds.length == 0 ? "all" : "< " + NumberText.text(bounds[0]));
    for (float bound : bounds) {
      labels.add("from " + NumberText.text(bound));
    }
    labels.add("missing");
    return labels;
  }

  private static boolean one(float[] values) {
    for (float v : values) {
      if (Float.compare(v, values[0]) != 0) {
        return false;
      }
    }
    return true;
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
    return features.get(column).psi;
  }

  /** Returns the report's section: every feature, the most moved first. */
  public ReportSection section() {
    List<Moved> order =
        features.stream()
            .sorted(
                Comparator.comparing(Moved::explained)
                    .thenComparing(Comparator.comparingDouble((Moved m) -> -m.psi)))
            .toList();
    long large = features.stream().filter(Moved::large).count();
    long some =
        features.stream().filter(m -> !m.explained() && m.psi > SMALL && m.psi <= LARGE).count();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            String.format(
                Locale.ROOT,
                "%d of %d features moved a lot between the rows that the ranker was trained on and"
                    + " those that it served (population stability index above 0.25), %d somewhat"
                    + " (0.1 to 0.25).",
                large,
                features.size(),
                some)));
    List<String> explained =
        features.stream().filter(Moved::explained).map(m -> m.feature.name()).toList();
    if (!explained.isEmpty()) {
      blocks.add(
          new Text(
              "The split asks all requests that are trained on, or all that are served, at one time,"
                  + " so that these have one value and are not counted as a shift: "
                  + String.join(", ", explained)
                  + ". In production they vary."));
    }
    order.stream().filter(Moved::large).limit(DRAWN).forEach(m -> blocks.add(chart(m)));
    blocks.add(
        new Table(
            "Shift by feature",
            List.of("feature", "psi", "shift"),
            order.stream()
                .map(m -> List.<Object>of(m.feature.name(), Figure.measure(m.psi), m.word()))
                .toList()));
    return new ReportSection("feature-shift", "Feature shift", blocks);
  }

  private static Chart chart(Moved m) {
    return new Chart(
        m.feature.name() + ", training against serving",
        "Bins are tenths of the training values; where the two bars differ, values came up or"
            + " dropped out.",
        Chart.Kind.BAR,
        m.feature.name(),
        "share of rows",
        m.bins,
        List.of(new Series("training", m.training), new Series("serving", m.serving)));
  }
}
