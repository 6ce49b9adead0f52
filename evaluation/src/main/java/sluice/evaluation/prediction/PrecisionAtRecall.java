package sluice.evaluation.prediction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The precision-recall curve at given recalls.
 *
 * <p>Precision at recall r is that of the rows down to the highest score at which r of the positive
 * rows are found; rows of equal score come together. Not interpolated, as scikit-learn's {@code
 * precision_recall_curve}.
 */
public final class PrecisionAtRecall {
  private PrecisionAtRecall() {}

  /**
   * Returns one precision a recall, NaN without a positive row.
   *
   * @param recalls above 0 and up to 1, ascending
   */
  public static List<Double> of(Scored rows, double[] recalls) {
    if (rows.positives() == 0) {
      return Collections.nCopies(recalls.length, Double.NaN);
    }
    int[] ascending = rows.ascending();
    List<Double> out = new ArrayList<>();
    int found = 0;
    for (int taken = 1; taken <= ascending.length && out.size() < recalls.length; taken++) {
      int row = ascending[ascending.length - taken];
      found += rows.label(row) ? 1 : 0;
      boolean tied =
          taken < ascending.length
              && rows.score(ascending[ascending.length - taken - 1]) == rows.score(row);
      while (!tied
          && out.size() < recalls.length
          && found >= recalls[out.size()] * rows.positives() - 1e-9) {
        out.add((double) found / taken);
      }
    }
    return out;
  }
}
