package sluice.evaluation.beyond;

import java.util.Arrays;
import java.util.Optional;
import sluice.core.ItemVectors;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;

/** The values of one user's list after another; one thread's memory. */
final class ListValues {
  private final Judgements judged;
  private final ListContext context;
  private final double[] ofHistory;
  private final double[] ofList;

  ListValues(Judgements judged, ListContext context) {
    this.judged = judged;
    this.context = context;
    int size = context.categories().map(ItemCategories::size).orElse(0);
    this.ofHistory = new double[size];
    this.ofList = new double[size];
  }

  /** Returns a per-user measure's value, NaN for a user it does not count. */
  double value(BeyondMeasure measure, Run run, int user) {
    int n = Math.min(measure.cutoff(), run.size(user));
    return switch (measure.kind()) {
      case NOVELTY -> novelty(run, user, n);
      case SERENDIPITY -> serendipity(run, user, n, measure.cutoff());
      case DIVERSITY_CATEGORY -> byCategory(context.categories().orElseThrow(), run, user, n);
      case DIVERSITY_EMBEDDING -> byVector(context.vectors().orElseThrow(), run, user, n);
      case POPULARITY -> popularity(run, user, n);
      case CALIBRATION, CALIBRATION_KL -> calibration(measure.kind(), run, user, n);
      case COVERAGE, GINI, ENTROPY, POPULARITY_LIFT ->
          throw new IllegalArgumentException(measure + " is no value of one list");
    };
  }

  private double novelty(Run run, int user, int n) {
    double sum = 0;
    for (int p = 0; p < n; p++) {
      int had = Math.max(1, context.popularity()[run.item(user, p)]);
      sum -= Math.log((double) had / context.users());
    }
    return n == 0 ? 0 : sum / (n * Math.log(2));
  }

  private double serendipity(Run run, int user, int n, int cutoff) {
    if (judged.relevantItems(user, Optional.empty()) == 0) {
      return Double.NaN;
    }
    int[] popular = context.popular()[user];
    int first = Math.min(cutoff, popular.length);
    int hits = 0;
    for (int row = judged.start(user); row < judged.start(user + 1); row++) {
      if (judged.relevant(row, Optional.empty())) {
        int item = judged.item(row);
        boolean expected = false;
        for (int p = 0; p < first; p++) {
          expected |= popular[p] == item;
        }
        for (int p = 0; p < n && !expected; p++) {
          hits += run.item(user, p) == item ? 1 : 0;
        }
      }
    }
    return (double) hits / cutoff;
  }

  double popularity(Run run, int user, int n) {
    long sum = 0;
    for (int p = 0; p < n; p++) {
      sum += context.popularity()[run.item(user, p)];
    }
    return n == 0 ? Double.NaN : (double) sum / n;
  }

  double popularityOfHistory(int user) {
    long sum = 0;
    for (int item : context.histories()[user]) {
      sum += context.popularity()[item];
    }
    int n = context.histories()[user].length;
    return n == 0 ? Double.NaN : (double) sum / n;
  }

  private static double byCategory(ItemCategories categories, Run run, int user, int n) {
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < n; a++) {
      int first = run.item(user, a);
      for (int b = 0; b < a && categories.count(first) > 0; b++) {
        int second = run.item(user, b);
        if (categories.count(second) > 0) {
          sum += 1 - categories.jaccard(first, second);
          pairs++;
        }
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  /**
   * With unit vectors v the cosines of all pairs sum to (|Σ v|² − n) / 2, so that the cost is
   * linear in the length of the list.
   */
  private static double byVector(ItemVectors vectors, Run run, int user, int n) {
    int width = vectors.dimension();
    double[] total = new double[width];
    int known = 0;
    for (int p = 0; p < n; p++) {
      int at = vectors.offset(run.item(user, p));
      double norm = 0;
      for (int d = 0; d < width; d++) {
        norm += (double) vectors.data()[at + d] * vectors.data()[at + d];
      }
      if (norm > 0) {
        known++;
        double scale = 1 / Math.sqrt(norm);
        for (int d = 0; d < width; d++) {
          total[d] += vectors.data()[at + d] * scale;
        }
      }
    }
    if (known < 2) {
      return 0;
    }
    double square = 0;
    for (double t : total) {
      square += t * t;
    }
    double pairs = known * (known - 1.0) / 2;
    return 1 - (square - known) / 2 / pairs;
  }

  private double calibration(BeyondMeasure.Kind kind, Run run, int user, int n) {
    Arrays.fill(ofHistory, 0);
    Arrays.fill(ofList, 0);
    int categorised = 0;
    for (int item : context.histories()[user]) {
      categorised += add(item, ofHistory);
    }
    if (categorised == 0) {
      return Double.NaN;
    }
    scale(ofHistory, categorised);
    int listed = 0;
    for (int p = 0; p < n; p++) {
      listed += add(run.item(user, p), ofList);
    }
    if (listed > 0) {
      scale(ofList, listed);
    }
    if (kind == BeyondMeasure.Kind.CALIBRATION) {
      return listed == 0 ? 1 : Divergence.jensenShannon(ofHistory, ofList);
    }
    return Divergence.steck(ofHistory, ofList);
  }

  private int add(int item, double[] into) {
    ItemCategories categories = context.categories().orElseThrow();
    int count = categories.count(item);
    for (int k = 0; k < count; k++) {
      into[categories.code(item, k)] += 1.0 / count;
    }
    return count == 0 ? 0 : 1;
  }

  private static void scale(double[] weights, int sum) {
    for (int c = 0; c < weights.length; c++) {
      weights[c] /= sum;
    }
  }
}
