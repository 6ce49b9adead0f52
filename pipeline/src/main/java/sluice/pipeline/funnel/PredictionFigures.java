package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import sluice.core.Ranker;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Chart;
import sluice.core.ReportSection.Figure;
import sluice.core.ReportSection.Series;
import sluice.core.ReportSection.Table;
import sluice.core.ReportSection.Text;
import sluice.core.text.NumberText;
import sluice.evaluation.prediction.Confusion;
import sluice.evaluation.prediction.PrecisionAtRecall;
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
  private static final double[] RECALLS =
      IntStream.rangeClosed(1, 20).mapToDouble(i -> i / 20.0).toArray();

  private final FoldRun.Outcome fold;

  PredictionFigures(FoldRun.Outcome fold) {
    this.fold = fold;
  }

  /** Returns the section; none where no ranker was trained, or no request has a candidate. */
  Optional<ReportSection> section() {
    List<List<Object>> order = new ArrayList<>();
    List<List<Object>> counts = new ArrayList<>();
    List<Block> charts = new ArrayList<>();
    List<Series> precision = new ArrayList<>();
    int rows = 0;
    int relevant = 0;
    for (Ranker ranker : fold.learned().rankers()) {
      if (ranker.name().equals(RankingSettings.BASELINE)) {
        continue;
      }
      OfflineEvaluation.SystemLists lists = fold.evaluation().lists(ranker.name());
      Calibrator calibrator = fold.learned().calibrators().get(ranker.name());
      Scored trained =
          rows(lists, ranker.logOdds() ? score -> 1 / (1 + Math.exp(-score)) : score -> score);
      Scored reported = calibrator == null ? trained : rows(lists, calibrator::probability);
      boolean probable = ranker.logOdds() || calibrator != null;
      rows = trained.size();
      relevant = trained.positives();
      order.add(
          List.of(
              ranker.name(),
              Figure.measure(PredictionMeasure.ROC_AUC.of(trained)),
              Figure.measure(meanPerRequest(lists)),
              Figure.measure(PredictionMeasure.PR_AUC.of(trained)),
              probability(probable, PredictionMeasure.LOG_LOSS, reported),
              probability(probable, PredictionMeasure.CALIBRATION_ERROR, reported)));
      if (ranker.logOdds()) {
        counts.add(row(ranker.name() + ", as trained", trained));
      }
      if (calibrator != null) {
        counts.add(row(ranker.name() + ", " + calibrator.method(), reported));
      }
      if (probable && reported.size() > 0) {
        charts.add(reliability(ranker.name(), Reliability.of(reported, Reliability.BINS)));
      }
      precision.add(new Series(ranker.name(), PrecisionAtRecall.of(trained, RECALLS)));
    }
    if (order.isEmpty() || rows == 0) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            String.format(
                Locale.ROOT,
                "%,d candidates of the test requests, %,d of them relevant (%.2f %%). The area"
                    + " under the ROC curve says how often a relevant candidate scores above"
                    + " another one; of a request's own candidates in the second column. A good"
                    + " order needs no true probabilities, but a bid or a threshold does.",
                rows,
                relevant,
                100.0 * relevant / rows)));
    blocks.add(
        new Table(
            "Rankers as predictors; log loss and calibration error of calibrated scores, where"
                + " there is a calibrator",
            List.of(
                "Ranker",
                "ROC-AUC",
                "ROC-AUC within requests",
                "PR-AUC",
                "log loss",
                "calibration error"),
            order));
    if (relevant > 0) {
      blocks.add(
          new Chart(
              "Precision at recall",
              "Of the candidates that score high enough to find this share of the relevant ones,"
                  + " the line says how many are relevant: higher is better.",
              Chart.Kind.CURVE,
              "recall",
              "precision",
              Arrays.stream(RECALLS).mapToObj(NumberText::shortest).toList(),
              precision));
    }
    blocks.addAll(charts);
    if (!counts.isEmpty()) {
      blocks.add(
          new ReportSection.Details(
              "Scores as probabilities, as trained and calibrated",
              List.of(
                  new Table(
                      "Scores as probabilities; the last five at p ≥ 0.5",
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
                      counts))));
    }
    return Optional.of(new ReportSection("predictions", "Predictions", blocks));
  }

  private static Object probability(boolean probable, PredictionMeasure measure, Scored scored) {
    return probable ? Figure.measure(measure.of(scored)) : "–";
  }

  private static List<Object> row(String name, Scored scored) {
    Confusion at = Confusion.of(scored, 0.5);
    return List.of(
        name,
        Figure.measure(PredictionMeasure.LOG_LOSS.of(scored)),
        Figure.measure(PredictionMeasure.NORMALISED_ENTROPY.of(scored)),
        Figure.measure(PredictionMeasure.BRIER.of(scored)),
        Figure.measure(PredictionMeasure.CALIBRATION_ERROR.of(scored)),
        Figure.measure(PredictionMeasure.DEBIASED_CALIBRATION_ERROR.of(scored)),
        Figure.count(at.truePositives()),
        Figure.count(at.falsePositives()),
        Figure.count(at.falseNegatives()),
        Figure.count(at.trueNegatives()),
        Figure.measure(at.f1()));
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

  private static Chart reliability(String ranker, Reliability reliability) {
    List<String> predicted = new ArrayList<>();
    List<Double> observed = new ArrayList<>();
    List<Double> diagonal = new ArrayList<>();
    for (Reliability.Bin bin : reliability.bins()) {
      // bins of equal predictions would stand at the same place
      String at = NumberText.shortest(bin.predicted());
      if (!predicted.contains(at)) {
        predicted.add(at);
        observed.add(bin.observed());
        diagonal.add(bin.predicted());
      }
    }
    return new Chart(
        "Reliability of " + ranker,
        "Each mark is a tenth of the candidates: where the observed share lies on the line of"
            + " perfect calibration, the probability is true; below it, too high.",
        Chart.Kind.CURVE,
        "predicted probability, mean of a tenth",
        "share relevant",
        predicted,
        List.of(new Series("observed", observed), new Series("perfect calibration", diagonal)));
  }
}
