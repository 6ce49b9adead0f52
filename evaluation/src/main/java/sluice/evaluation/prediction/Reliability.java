package sluice.evaluation.prediction;

import java.util.ArrayList;
import java.util.List;

/**
 * The reliability of probabilities: bins of equal size by p, each with its mean p and the share of
 * positives in it; on a calibrated model the two agree.
 *
 * @param bins by p ascending; none is empty
 */
public record Reliability(List<Bin> bins) {
  /** How many bins a report has. */
  public static final int BINS = 10;

  /**
   * One bin.
   *
   * @param rows how many rows it holds
   * @param predicted their mean p
   * @param observed the share of them that is positive
   */
  public record Bin(int rows, double predicted, double observed) {}

  /** Copies. */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /** Parts rows into bins: bin b holds places ⌊b n / bins⌋ … of the rows by score. */
  public static Reliability of(Scored rows, int bins) {
    int[] order = rows.ascending();
    List<Bin> all = new ArrayList<>();
    for (int b = 0; b < bins; b++) {
      int from = (int) ((long) b * order.length / bins);
      int to = (int) ((long) (b + 1) * order.length / bins);
      double predicted = 0;
      int positives = 0;
      for (int i = from; i < to; i++) {
        predicted += rows.score(order[i]);
        positives += rows.label(order[i]) ? 1 : 0;
      }
      if (to > from) {
        all.add(new Bin(to - from, predicted / (to - from), (double) positives / (to - from)));
      }
    }
    return new Reliability(all);
  }

  /** Returns the expected calibration error, NaN without rows. */
  public double error() {
    double sum = 0;
    long rows = 0;
    for (Bin bin : bins) {
      sum += bin.rows() * Math.abs(bin.predicted() - bin.observed());
      rows += bin.rows();
    }
    return rows == 0 ? Double.NaN : sum / rows;
  }

  /** Returns the root mean squared calibration error without what chance adds, NaN without rows. */
  public double debiasedError() {
    double sum = 0;
    long rows = 0;
    for (Bin bin : bins) {
      double gap = bin.predicted() - bin.observed();
      double chance = bin.observed() * (1 - bin.observed()) / Math.max(1, bin.rows() - 1);
      sum += bin.rows() * (gap * gap - chance);
      rows += bin.rows();
    }
    return rows == 0 ? Double.NaN : Math.sqrt(Math.max(0, sum / rows));
  }
}
