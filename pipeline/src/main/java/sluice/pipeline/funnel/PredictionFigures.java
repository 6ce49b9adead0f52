package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import sluice.core.Ranker;
import sluice.core.ReportSection;
import sluice.evaluation.prediction.Confusion;
import sluice.evaluation.prediction.PredictionMeasure;
import sluice.evaluation.prediction.Reliability;
import sluice.evaluation.prediction.Scored;
import sluice.ranking.calibration.Calibrator;
import sluice.ranking.settings.RankingSettings;

/**
 * The section of the report on rankers as predictors: every candidate of every test request of the
 * first fold is a row, its label whether it is relevant.
 *
 * <p>Where scores are log-odds they are also read as probabilities, 1 / (1 + e^−score); where there
 * is a calibrator, by that.
 */
final class PredictionFigures {
  private final FoldRun.Outcome fold;

  PredictionFigures(FoldRun.Outcome fold) {
    this.fold = fold;
  }

  /** Returns the section; none where no ranker was trained, or no request has a candidate. */
  Optional<ReportSection> section() {
    List<List<Object>> order = new ArrayList<>();
    List<List<Object>> probabilities = new ArrayList<>();
    List<ReportSection.Block> charts = new ArrayList<>();
    int rows = 0;
    int relevant = 0;
    for (Ranker ranker : fold.learned().rankers()) {
      if (ranker.name().equals(RankingSettings.BASELINE)) {
        continue;
      }
      OfflineEvaluation.SystemLists lists = fold.evaluation().lists(ranker.name());
      Scored scored =
          rows(lists, ranker.logOdds() ? score -> 1 / (1 + Math.exp(-score)) : score -> score);
      rows = scored.size();
      relevant = scored.positives();
      order.add(
          List.of(
              ranker.name(),
              PredictionMeasure.ROC_AUC.of(scored),
              meanPerRequest(lists),
              PredictionMeasure.PR_AUC.of(scored)));
      if (ranker.logOdds()) {
        probabilities.add(row(ranker.name() + ", as trained", scored));
      }
      Calibrator calibrator = fold.learned().calibrators().get(ranker.name());
      Scored reported = scored;
      if (calibrator != null) {
        reported = rows(lists, calibrator::probability);
        probabilities.add(row(ranker.name() + ", " + calibrator.method(), reported));
      }
      if (ranker.logOdds() || calibrator != null) {
        charts.add(chart(ranker.name(), Reliability.of(reported, Reliability.BINS)));
      }
    }
    if (order.isEmpty() || rows == 0) {
      return Optional.empty();
    }
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            String.format(
                java.util.Locale.ROOT,
                "%,d candidates of the test requests, %,d of them relevant (%.2f %%). The area"
                    + " under the ROC curve says how often a relevant candidate scores above"
                    + " another one; of a request's own candidates in the second column. A good"
                    + " order needs no true probabilities, but a bid or a threshold does.",
                rows,
                relevant,
                100.0 * relevant / rows)));
    blocks.add(
        new ReportSection.Table(
            "Rankers as predictors",
            List.of("Ranker", "ROC-AUC", "ROC-AUC within requests", "PR-AUC"),
            order));
    if (!probabilities.isEmpty()) {
      blocks.add(
          new ReportSection.Table(
              "Their scores as probabilities, as trained and calibrated; the last five at p ≥ 0.5",
              List.of(
                  "Ranker",
                  "log loss",
                  "normalised entropy",
                  "Brier",
                  "calibration error",
                  "debiased",
                  "true positives",
                  "false positives",
                  "false negatives",
                  "true negatives",
                  "F1"),
              probabilities));
      blocks.addAll(charts);
    }
    return Optional.of(new ReportSection("predictions", "Predictions", blocks));
  }

  private static List<Object> row(String name, Scored scored) {
    Confusion at = Confusion.of(scored, 0.5);
    return List.of(
        name,
        PredictionMeasure.LOG_LOSS.of(scored),
        PredictionMeasure.NORMALISED_ENTROPY.of(scored),
        PredictionMeasure.BRIER.of(scored),
        PredictionMeasure.CALIBRATION_ERROR.of(scored),
        PredictionMeasure.DEBIASED_CALIBRATION_ERROR.of(scored),
        at.truePositives(),
        at.falsePositives(),
        at.falseNegatives(),
        at.trueNegatives(),
        at.f1());
  }

  private Scored rows(OfflineEvaluation.SystemLists lists, DoubleUnaryOperator read) {
    int n = 0;
    for (int[] items : lists.items) {
      n += items.length;
    }
    double[] scores = new double[n];
    boolean[] labels = new boolean[n];
    int next = 0;
    for (int i = 0; i < lists.items.length; i++) {
      Set<Integer> good = fold.fold().test().get(i).relevant();
      for (int place = 0; place < lists.items[i].length; place++) {
        scores[next] = read.applyAsDouble(lists.scores[i][place]);
        labels[next++] = good.contains(lists.items[i][place]);
      }
    }
    return new Scored(scores, labels);
  }

  /** Mean over the requests whose candidates are of both kinds. */
  private double meanPerRequest(OfflineEvaluation.SystemLists lists) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < lists.items.length; i++) {
      Set<Integer> good = fold.fold().test().get(i).relevant();
      double[] scores = new double[lists.items[i].length];
      boolean[] labels = new boolean[scores.length];
      for (int place = 0; place < scores.length; place++) {
        scores[place] = lists.scores[i][place];
        labels[place] = good.contains(lists.items[i][place]);
      }
      double auc = PredictionMeasure.ROC_AUC.of(new Scored(scores, labels));
      if (!Double.isNaN(auc)) {
        sum += auc;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  private static ReportSection.Chart chart(String ranker, Reliability reliability) {
    List<String> tenths = new ArrayList<>();
    List<Double> predicted = new ArrayList<>();
    List<Double> observed = new ArrayList<>();
    for (Reliability.Bin bin : reliability.bins()) {
      tenths.add(Integer.toString(tenths.size() + 1));
      predicted.add(bin.predicted());
      observed.add(bin.observed());
    }
    return new ReportSection.Chart(
        "Reliability of " + ranker + ": what it predicts and what comes true, by tenths of p",
        ReportSection.Chart.Kind.LINE,
        "tenth of the candidates by p",
        "share relevant",
        tenths,
        List.of(
            new ReportSection.Series("predicted", predicted),
            new ReportSection.Series("observed", observed)));
  }
}
