package sluice.studies.audit;

import java.util.List;
import java.util.Locale;
import sluice.core.Candidates;
import sluice.core.Dictionary;
import sluice.core.FeatureMatrix;
import sluice.core.Interactions;
import sluice.core.Request;
import sluice.evaluation.audit.SingleValue;
import sluice.funnel.FittedFunnel;
import sluice.funnel.FoldFitting;
import sluice.ingestion.split.Dataset;

/**
 * Looks for features that follow an item's count over all data more closely than its count in the
 * fitting part, by Spearman's rank correlation over the items of the probes' candidates.
 */
final class PopularityCheck {
  /** From this correlation on a feature is the count, but for its scale. */
  static final double SAME = 0.97;

  private static final double MARGIN = 0.005;

  private PopularityCheck() {}

  static Finding of(FoldFitting funnel, Dataset data, List<Request> probes) {
    FittedFunnel stage = funnel.outer();
    Dictionary ids = stage.part().catalogue().items();
    double[] fitting = new double[ids.size()];
    double[] all = new double[ids.size()];
    Interactions own = funnel.fold().fitting().interactions();
    for (int i = 0; i < own.size(); i++) {
      fitting[own.item(i)]++;
    }
    count(data.interactions(), data.items(), ids, all);
    data.given().ifPresent(g -> count(g.interactions(), data.items(), ids, all));
    int[] met = new int[ids.size()];
    double[][] sums = new double[0][];
    List<String> names = List.of();
    for (Request probe : probes) {
      Candidates candidates = stage.candidates(probe);
      FeatureMatrix rows = stage.features(probe);
      if (names.isEmpty()) {
        names = rows.schema().features().stream().map(f -> f.name()).toList();
        sums = new double[names.size()][ids.size()];
      }
      for (int c = 0; c < rows.rows(); c++) {
        met[candidates.item(c)]++;
        for (int j = 0; j < names.size(); j++) {
          float value = rows.get(c, j);
          sums[j][candidates.item(c)] += Float.isNaN(value) ? 0 : value;
        }
      }
    }
    int[] items = java.util.stream.IntStream.range(0, met.length).filter(i -> met[i] > 0).toArray();
    double[] before = pick(fitting, items);
    double[] after = pick(all, items);
    String worst = "";
    double gain = Double.NEGATIVE_INFINITY;
    double ofAll = Double.NaN;
    double ofFitting = Double.NaN;
    for (int j = 0; j < names.size() && items.length >= 20; j++) {
      double[] column = new double[items.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = sums[j][items[i]] / met[items[i]];
      }
      double a = Math.abs(SingleValue.spearman(column, after));
      double f = Math.abs(SingleValue.spearman(column, before));
      if (a >= SAME && a - f > gain) {
        gain = a - f;
        worst = names.get(j);
        ofAll = a;
        ofFitting = f;
      }
    }
    boolean leak = gain > MARGIN;
    return new Finding(
        "popularity",
        leak ? Finding.Level.LEAK : Finding.Level.PASS,
        worst.isEmpty()
            ? "no feature is an item's count over all data"
            : String.format(
                Locale.ROOT,
                "%s: rank correlation %.4f with the count over all data, %.4f with the fitting"
                    + " part's",
                worst,
                ofAll,
                ofFitting),
        leak ? "count the fitting part's interactions alone, as of the request" : "");
  }

  private static void count(Interactions rows, Dictionary from, Dictionary to, double[] counts) {
    for (int i = 0; i < rows.size(); i++) {
      int item = to.index(from.id(rows.item(i)));
      if (item != Dictionary.UNKNOWN) {
        counts[item]++;
      }
    }
  }

  private static double[] pick(double[] values, int[] items) {
    return java.util.Arrays.stream(items).mapToDouble(i -> values[i]).toArray();
  }
}
