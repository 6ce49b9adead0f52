package sluice.ranking.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sluice.core.ConfigNode;
import sluice.core.FeatureMatrix;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.core.UserError;
import sluice.core.YamlFile;
import sluice.ranking.Rankers;

/**
 * How likely a user looks at a position, relative to position 1, by the position-based model:
 * P(click on item i at position k) = θ_k γ_i.
 *
 * <p>Items that were shown by themselves are left out of the estimates: they have no place in a
 * list. Immutable.
 *
 * @param remedy how it was estimated
 * @param examination θ_k / θ_1 by position, from 1 on; NaN where a position was never shown
 * @param shown impressions by position
 * @param clicks how many of them a positive interaction followed
 */
@SuppressWarnings("ArrayRecordComponent") // columns of one table
public record PositionBias(
    TrainingSettings.PositionRemedy remedy, double[] examination, long[] shown, long[] clicks) {
  private static final int FOLDS = 5;
  private static final ConfigNode SCORER =
      YamlFile.parse("{type: xgboost, trees: 100, depth: 4, minChildWeight: 20}", "position bias");
  private static final int ITERATIONS = 2_000;
  private static final int MOST_BUCKETS = 100;
  private static final int ROWS_A_BUCKET = 500;

  /**
   * Estimates from propensities, by self-normalised inverse propensity scoring.
   *
   * <p>At every position the impressions of item i weigh h_i / p, p the propensity and h_i the
   * item's share of all impressions, so that at every position they stand for the same items, those
   * that are shown on the whole, whatever was shown where: θ_k is the weighted click rate. Any h_i
   * that does not depend on the position would do; this one makes the weights vary little.
   *
   * @throws UserError where a propensity is missing or nothing was drawn at random
   */
  static PositionBias ofPropensities(ShownItems items) {
    Map<Integer, Long> byItem = new HashMap<>();
    boolean[] told = {true, false};
    items.each((position, item, propensity, clicked) -> {
      byItem.merge(item, 1L, Long::sum);
      told[0] &= !Double.isNaN(propensity);
      told[1] |= propensity < 1;
    });
    if (!told[0] || !told[1]) {
      throw new UserError(
          "ranking.training.positionBias is propensities, but "
              + (told[0]
                  ? "every impression has propensity 1: nothing was placed at random"
                  : "there are impressions without a propensity; name the column propensity under"
                      + " impressions in dataset.yaml")
              + ". Fix: bring a log with randomised slots, or set positionBias: em");
    }
    Tally tally = new Tally();
    items.each((position, item, propensity, clicked) ->
        tally.add(position, byItem.getOrDefault(item, 0L) / propensity, clicked));
    double[] rate = new double[tally.shown.length];
    Arrays.setAll(rate, k -> tally.clickWeight[k] / tally.weight[k]);
    return tally.bias(TrainingSettings.PositionRemedy.PROPENSITIES, rate);
  }

  /**
   * Estimates by expectation maximisation, over buckets of impressions that attract alike.
   *
   * <p>Wang, Golbandi, Bendersky, Metzler and Najork, "Position bias estimation for unbiased
   * learning to rank in personal search", WSDM 2018. Where the regression of that paper estimates γ
   * by features, boosted trees here score each impression, trained on the impressions of other
   * users, and γ is one number for each bucket of like scores. The estimate is as good as the
   * buckets: what makes an item attractive and also puts it high, and no feature tells, is taken
   * for position bias.
   *
   * @param set rows
   * @param positions of each row
   */
  static PositionBias ofExpectation(RankingSet set, int[] positions, long seed, int threads) {
    float[] scores = crossFitted(set, positions, seed, threads);
    int[] placed = rows(positions);
    int[] bucket = buckets(scores, placed);
    int most = Arrays.stream(placed).map(r -> positions[r]).max().orElse(0);
    int buckets = 1 + Arrays.stream(bucket).max().orElse(0);
    long[][] shown = new long[buckets][most];
    long[][] clicks = new long[buckets][most];
    Tally tally = new Tally();
    for (int n = 0; n < placed.length; n++) {
      int k = positions[placed[n]] - 1;
      boolean clicked = set.label(placed[n]) > 0;
      shown[bucket[n]][k]++;
      clicks[bucket[n]][k] += clicked ? 1 : 0;
      tally.add(k + 1, 1, clicked);
    }
    return tally.bias(TrainingSettings.PositionRemedy.EM, expectation(shown, clicks));
  }

  /**
   * Returns θ, unscaled, from counts by bucket and position.
   *
   * <p>E-step: without a click a position was looked at with probability θ(1 − γ) / (1 − θγ), and
   * the item attracts with γ(1 − θ) / (1 − θγ); with a click both are 1. M-step: θ_k and γ_b are
   * the means of these. From θ = γ = ½, until no θ moves by 10⁻⁷.
   */
  static double[] expectation(long[][] shown, long[][] clicks) {
    double[] theta = new double[shown[0].length];
    double[] gamma = new double[shown.length];
    Arrays.fill(theta, 0.5);
    Arrays.fill(gamma, 0.5);
    for (int step = 0; step < ITERATIONS; step++) {
      double[] looked = new double[theta.length];
      double[] rows = new double[theta.length];
      double[] nextGamma = new double[gamma.length];
      for (int b = 0; b < gamma.length; b++) {
        double attracted = 0;
        double all = 0;
        for (int k = 0; k < theta.length; k++) {
          double none = (shown[b][k] - clicks[b][k]) / (1 - theta[k] * gamma[b]);
          looked[k] += clicks[b][k] + none * theta[k] * (1 - gamma[b]);
          attracted += clicks[b][k] + none * gamma[b] * (1 - theta[k]);
          rows[k] += shown[b][k];
          all += shown[b][k];
        }
        nextGamma[b] = all == 0 ? 0 : Math.min(attracted / all, 1 - 1e-9);
      }
      double moved = 0;
      for (int k = 0; k < theta.length; k++) {
        double next = rows[k] == 0 ? Double.NaN : Math.min(looked[k] / rows[k], 1 - 1e-9);
        moved = Math.max(moved, rows[k] == 0 ? 0 : Math.abs(next - theta[k]));
        theta[k] = rows[k] == 0 ? theta[k] : next;
      }
      gamma = nextGamma;
      if (moved < 1e-7) {
        break;
      }
    }
    return theta;
  }

  /**
   * Returns the weight of a row: a click at a position that is looked at half as often counts
   * twice.
   */
  float weight(int position, boolean relevant, double most) {
    if (position <= 0 || !relevant) {
      return 1;
    }
    double theta = examination[position - 1];
    return Double.isNaN(theta) ? 1 : (float) Math.min(most, 1 / theta);
  }

  /** Returns the estimate as a section of the report. */
  public ReportSection section() {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < examination.length; k++) {
      rows.add(List.of(k + 1, shown[k], clicks[k], Figure.measure(examination[k])));
    }
    return new ReportSection(
        "position-bias",
        "Position bias",
        List.of(
            new ReportSection.Text(
                "How likely a user looks at a position, relative to position 1, estimated by "
                    + (remedy == TrainingSettings.PositionRemedy.EM
                        ? "expectation maximisation on the training rows"
                        : "the propensities of the impressions from before the test part")
                    + ". Training weighs a relevant impression by the inverse. Items that were shown"
                    + " by themselves are not counted."),
            new ReportSection.Table(
                "Examination by position",
                List.of("position", "impressions", "clicked", "examination"),
                rows)));
  }

  private static int[] rows(int[] positions) {
    int[] rows = new int[positions.length];
    int n = 0;
    for (int r = 0; r < positions.length; r++) {
      if (positions[r] > 0) {
        rows[n++] = r;
      }
    }
    return Arrays.copyOf(rows, n);
  }

  /** Parts rows into buckets of about as many, by their scores. */
  private static int[] buckets(float[] scores, int[] placed) {
    int count = Math.clamp(placed.length / ROWS_A_BUCKET, 1, MOST_BUCKETS);
    float[] sorted = new float[placed.length];
    for (int n = 0; n < placed.length; n++) {
      sorted[n] = scores[placed[n]];
    }
    float[] own = sorted.clone();
    Arrays.sort(sorted);
    int[] bucket = new int[placed.length];
    for (int n = 0; n < placed.length; n++) {
      int low = 0;
      int high = count - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (own[n] >= sorted[(int) ((long) middle * sorted.length / count)]) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      bucket[n] = low;
    }
    return bucket;
  }

  /** Scores every row by trees that were trained on the impressions of other users. */
  private static float[] crossFitted(RankingSet set, int[] positions, long seed, int threads) {
    RankerTrainer trainer = Rankers.trainer(SCORER);
    float[] scores = new float[set.rows()];
    for (int part = 0; part < FOLDS; part++) {
      int held = part;
      RankingSet own = set.only(id -> part(id, seed) == held, row -> positions[row] > 0);
      RankingSet others = set.only(id -> part(id, seed) != held, row -> positions[row] > 0);
      Ranker ranker = trainer.fit(others, own, seed, threads);
      for (int g = 0; g < set.requests(); g++) {
        if (part(set.requestIds().get(g), seed) == held) {
          int first = set.start(g);
          FeatureMatrix rows = new FeatureMatrix(set.features().schema(), 1);
          for (int r = first; r < set.start(g + 1); r++) {
            rows.append(set.features(), r);
          }
          float[] of = new float[rows.rows()];
          ranker.score(rows, of);
          System.arraycopy(of, 0, scores, first, of.length);
        }
      }
    }
    return scores;
  }

  private static int part(String request, long seed) {
    long user = Randomness.hash(request.replaceAll("#[0-9]+$", ""));
    return Math.floorMod(Randomness.key(seed, "position-bias", user), FOLDS);
  }

  /** Sums by position, growing. */
  private static final class Tally {
    private long[] shown = {};
    private long[] clicks = {};
    private double[] weight = {};
    private double[] clickWeight = {};

    void add(int position, double by, boolean clicked) {
      if (position > shown.length) {
        shown = Arrays.copyOf(shown, position);
        clicks = Arrays.copyOf(clicks, position);
        weight = Arrays.copyOf(weight, position);
        clickWeight = Arrays.copyOf(clickWeight, position);
      }
      int k = position - 1;
      shown[k]++;
      weight[k] += by;
      if (clicked) {
        clicks[k]++;
        clickWeight[k] += by;
      }
    }

    PositionBias bias(TrainingSettings.PositionRemedy remedy, double[] theta) {
      if (clicks.length == 0 || clicks[0] == 0) {
        throw new UserError(
            "ranking.training.positionBias: no impression of a list was clicked at position 1, by"
                + " which the other positions are measured. Fix: bring more impressions, or set"
                + " positionBias: none");
      }
      double[] relative = new double[theta.length];
      Arrays.setAll(relative, k -> shown[k] == 0 ? Double.NaN : theta[k] / theta[0]);
      return new PositionBias(remedy, relative, shown, clicks);
    }
  }
}
