package sluice.ranking.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Isotonic regression: the function that never falls with the least squared error to the labels,
 * drawn as straight lines between its knots and level outside of them.
 *
 * <p>Found by pooling adjacent violators: rows of one score are one block, and a block whose mean
 * is not above that of the block before is merged with it. Probabilities of 0 and 1 are possible.
 * From Zadrozny and Elkan, <i>Transforming classifier scores into accurate multiclass probability
 * estimates</i>, KDD 2002.
 */
public final class Isotonic implements Calibrator {
  private final double[] scores;
  private final double[] probabilities;

  private Isotonic(double[] scores, double[] probabilities) {
    this.scores = scores;
    this.probabilities = probabilities;
  }

  static Isotonic fit(double[] scores, boolean[] relevant) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[a], scores[b]))
            .mapToInt(i -> i)
            .toArray();
    double[] first = new double[order.length];
    double[] last = new double[order.length];
    double[] positives = new double[order.length];
    double[] rows = new double[order.length];
    int blocks = 0;
    for (int i = 0; i < order.length; ) {
      double score = scores[order[i]];
      first[blocks] = score;
      last[blocks] = score;
      positives[blocks] = 0;
      rows[blocks] = 0;
      for (; i < order.length && scores[order[i]] == score; i++) {
        positives[blocks] += relevant[order[i]] ? 1 : 0;
        rows[blocks]++;
      }
      blocks++;
      // means are compared crosswise: sums of whole numbers are exact
      while (blocks > 1
          && positives[blocks - 2] * rows[blocks - 1] >= positives[blocks - 1] * rows[blocks - 2]) {
        blocks--;
        last[blocks - 1] = last[blocks];
        positives[blocks - 1] += positives[blocks];
        rows[blocks - 1] += rows[blocks];
      }
    }
    double[] at = new double[2 * blocks];
    double[] p = new double[2 * blocks];
    int knots = 0;
    for (int b = 0; b < blocks; b++) {
      at[knots] = first[b];
      p[knots++] = positives[b] / rows[b];
      if (last[b] > first[b]) {
        at[knots] = last[b];
        p[knots++] = positives[b] / rows[b];
      }
    }
    return new Isotonic(Arrays.copyOf(at, knots), Arrays.copyOf(p, knots));
  }

  static Isotonic read(ArrayReader in) {
    return new Isotonic(in.doubles("scores"), in.doubles("probabilities"));
  }

  @Override
  public double probability(double score) {
    int found = Arrays.binarySearch(scores, score + 0.0); // −0 is 0
    if (found >= 0) {
      return probabilities[found];
    }
    int next = -found - 1;
    if (next == 0 || next == scores.length) {
      return probabilities[next == 0 ? 0 : next - 1];
    }
    double part = (score - scores[next - 1]) / (scores[next] - scores[next - 1]);
    return probabilities[next - 1] + part * (probabilities[next] - probabilities[next - 1]);
  }

  @Override
  public String method() {
    return "isotonic";
  }

  @Override
  public void write(ArrayWriter out) {
    out.doubles("scores", scores).doubles("probabilities", probabilities);
  }
}
