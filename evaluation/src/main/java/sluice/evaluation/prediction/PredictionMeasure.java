package sluice.evaluation.prediction;

/**
 * A named number about {@link Scored} rows: how well scores part positives from the rest, or how
 * well probabilities come true.
 *
 * <p>Each is defined over all rows alike, whoever's they are. NaN where it is not defined: without
 * rows, and for those that need both kinds where there is only one. The thresholded ones call a row
 * positive from p = 0.5 on. Immutable, safe for use by many threads; cost O(n log n) for AUC and
 * PR-AUC, else O(n).
 */
public enum PredictionMeasure {
  /** Area under the ROC curve. */
  ROC_AUC(
      "ROC-AUC",
      "higher",
      false,
      "share of pairs of a positive and another row in which the positive scores higher, a tie"
          + " counts half; not defined with one kind alone"),
  /** Area under the precision-recall curve. */
  PR_AUC(
      "PR-AUC",
      "higher",
      false,
      "average precision: sum over the distinct scores from the highest down of (recall − recall"
          + " before) · precision, without interpolation, as scikit-learn's"
          + " average_precision_score; not defined without a positive"),
  /** Mean negative log-likelihood. */
  LOG_LOSS(
      "log-loss",
      "lower",
      true,
      "mean of −log p for positives and −log(1 − p) for others, natural logarithm, p kept within"
          + " 2.2e-16 of 0 and 1"),
  /** Mean squared error of probabilities. */
  BRIER("Brier", "lower", true, "mean of (p − label)²"),
  /** Harmonic mean of precision and recall at one half. */
  F1(
      "F1",
      "higher",
      true,
      "2 tp / (2 tp + fp + fn) at p ≥ 0.5; 0 where nothing is or is called positive"),
  /** Share called rightly at one half. */
  ACCURACY("accuracy", "higher", true, "(tp + tn) / rows at p ≥ 0.5"),
  /** Share of the called that is positive. */
  PRECISION(
      "precision", "higher", true, "tp / (tp + fp) at p ≥ 0.5; 0 where nothing is called positive"),
  /** Share of the positive that is called. */
  RECALL("recall", "higher", true, "tp / (tp + fn) at p ≥ 0.5; 0 where nothing is positive"),
  /** Expected calibration error. */
  CALIBRATION_ERROR(
      "calibration-error",
      "lower",
      true,
      "expected calibration error: rows in ten bins of equal size by p (equal p may lie in two);"
          + " sum of (rows of a bin / rows) · |mean p − share of positives|"),
  /** Log loss against that of the base rate. */
  NORMALISED_ENTROPY(
      "normalised-entropy",
      "lower",
      true,
      "log loss / the log loss of predicting the share of positives for every row; 1 is no better"
          + " than that; not defined with one kind alone (He et al., 2014)"),
  /** Root mean squared calibration error without what chance adds. */
  DEBIASED_CALIBRATION_ERROR(
      "debiased-calibration-error",
      "lower",
      true,
      "√ max(0, Σ (rows of a bin / rows) · ((mean p − share of positives)² − share · (1 − share) /"
          + " (rows of the bin − 1))) over the same bins: what is left of the squared error after"
          + " that which chance adds (Kumar, Liang and Ma, 2019)");

  private final String label;
  private final String better;
  private final boolean probabilities;
  private final String contract;

  PredictionMeasure(String label, String better, boolean probabilities, String contract) {
    this.label = label;
    this.better = better;
    this.probabilities = probabilities;
    this.contract = contract;
  }

  /** Returns the name. */
  public String label() {
    return label;
  }

  /** Returns {@code higher} or {@code lower}, whichever is better. */
  public String better() {
    return better;
  }

  /** Returns what it promises. */
  public String description() {
    return contract;
  }

  /**
   * Computes it.
   *
   * @throws IllegalArgumentException where it is of probabilities and a score is none
   */
  public double of(Scored rows) {
    if (rows.size() == 0) {
      return Double.NaN;
    }
    if (probabilities) {
      Predictions.requireProbabilities(rows);
    }
    return switch (this) {
      case ROC_AUC -> Predictions.rocAuc(rows);
      case PR_AUC -> Predictions.averagePrecision(rows);
      case LOG_LOSS -> Predictions.logLoss(rows);
      case BRIER -> Predictions.brier(rows);
      case F1 -> Confusion.of(rows, 0.5).f1();
      case ACCURACY -> Confusion.of(rows, 0.5).accuracy();
      case PRECISION -> Confusion.of(rows, 0.5).precision();
      case RECALL -> Confusion.of(rows, 0.5).recall();
      case CALIBRATION_ERROR -> Reliability.of(rows, Reliability.BINS).error();
      case NORMALISED_ENTROPY -> Predictions.normalisedEntropy(rows);
      case DEBIASED_CALIBRATION_ERROR -> Reliability.of(rows, Reliability.BINS).debiasedError();
    };
  }
}
