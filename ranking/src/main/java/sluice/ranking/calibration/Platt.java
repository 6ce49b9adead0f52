package sluice.ranking.calibration;

import java.util.Optional;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * Platt scaling: p(s) = 1 / (1 + e^−(slope · (s + shift) + intercept)).
 *
 * <p>Slope and intercept have the highest likelihood of Platt's targets, (N₊ + 1) / (N₊ + 2) for a
 * relevant row and 1 / (N₋ + 2) for another, which keeps them finite where scores part the rows
 * wholly. Found by Newton's method. From Platt, <i>Probabilistic outputs for support vector
 * machines</i>, 1999, with the targets as in Lin, Lin and Weng, 2007.
 *
 * @param slope above 0
 * @param intercept added to the log-odds
 * @param shift added to the score: the logarithm of the share of negatives that the ranker was
 *     trained on, 0 where scores are no log-odds
 */
public record Platt(double slope, double intercept, double shift) implements Calibrator {
  private static final int MOST_STEPS = 100;

  /** Checks. */
  public Platt {
    if (!(slope > 0) || !Double.isFinite(slope + intercept + shift)) {
      throw new IllegalArgumentException(
          "slope " + slope + ", intercept " + intercept + ", shift " + shift);
    }
  }

  /** Fits; empty where the slope is not above 0. */
  static Optional<Platt> fit(double[] scores, boolean[] relevant, double shift) {
    int n = scores.length;
    double mean = 0;
    int positives = 0;
    for (int i = 0; i < n; i++) {
      mean += scores[i] / n;
      positives += relevant[i] ? 1 : 0;
    }
    double square = 0;
    for (double score : scores) {
      square += (score - mean) * (score - mean) / n;
    }
    if (!(square > 0)) {
      return Optional.empty();
    }
    double scale = Math.sqrt(square);
    double high = (positives + 1.0) / (positives + 2);
    double low = 1.0 / (n - positives + 2);
    double a = 0;
    double b = Math.log((positives + 1.0) / (n - positives + 1));
    for (int step = 0; step < MOST_STEPS; step++) {
      double gradientA = 0;
      double gradientB = 0;
      double aa = 1e-12;
      double ab = 0;
      double bb = 1e-12;
      for (int i = 0; i < n; i++) {
        double x = (scores[i] - mean) / scale;
        double p = 1 / (1 + Math.exp(-(a * x + b)));
        double gap = (relevant[i] ? high : low) - p;
        double weight = p * (1 - p);
        gradientA += gap * x;
        gradientB += gap;
        aa += weight * x * x;
        ab += weight * x;
        bb += weight;
      }
      double determinant = aa * bb - ab * ab;
      // a step of at most 2 in either, which Newton's method may overshoot far from the optimum
      double stepA = Math.clamp((bb * gradientA - ab * gradientB) / determinant, -2, 2);
      double stepB = Math.clamp((aa * gradientB - ab * gradientA) / determinant, -2, 2);
      a += stepA;
      b += stepB;
      if (Math.abs(stepA) + Math.abs(stepB) < 1e-12) {
        break;
      }
    }
    double slope = a / scale;
    return slope > 0
        ? Optional.of(new Platt(slope, b - slope * (mean + shift), shift))
        : Optional.empty();
  }

  static Platt read(ArrayReader in) {
    double[] all = in.doubles("platt");
    return new Platt(all[0], all[1], all[2]);
  }

  @Override
  public double probability(double score) {
    return 1 / (1 + Math.exp(-(slope * (score + shift) + intercept)));
  }

  @Override
  public String method() {
    return "platt";
  }

  @Override
  public void write(ArrayWriter out) {
    out.doubles("platt", new double[] {slope, intercept, shift});
  }
}
