package sluice.ranking.training;

/**
 * Weights by the effective number of rows of a class.
 *
 * <p>Cui, Jia, Lin, Song and Belongie, "Class-balanced loss based on effective number of samples",
 * CVPR 2019: n rows count as (1 − βⁿ) / (1 − β), so that each row of a class of n weighs (1 − β) /
 * (1 − βⁿ) times as much; β → 1 makes the two classes weigh alike. Relevant rows are one class, the
 * others the other.
 */
final class ClassBalance {
  private ClassBalance() {}

  /** Multiplies the weights; their sum stays. */
  static void apply(double beta, float[] labels, float[] weights) {
    int relevant = 0;
    for (float label : labels) {
      relevant += label > 0 ? 1 : 0;
    }
    double one = factor(beta, relevant);
    double other = factor(beta, labels.length - relevant);
    double before = 0;
    double after = 0;
    for (int r = 0; r < labels.length; r++) {
      before += weights[r];
      after += weights[r] * (labels[r] > 0 ? one : other);
    }
    for (int r = 0; r < labels.length; r++) {
      weights[r] *= (float) ((labels[r] > 0 ? one : other) * before / after);
    }
  }

  private static double factor(double beta, int rows) {
    return rows == 0 ? 1 : (1 - beta) / -Math.expm1(rows * Math.log(beta));
  }
}
