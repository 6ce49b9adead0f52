package sluice.funnel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sluice.candidates.Retrieval;
import sluice.candidates.fusion.FusionWeights;

/**
 * Searches weights of reciprocal ranks on the train requests.
 *
 * @param retrieval the sources
 * @param train train requests with their lists
 * @param sources names, in the order of the lists
 * @param threads how many threads; changes nothing but the time
 */
record FusionSearch(
    Retrieval retrieval, List<FusionExample> train, List<String> sources, int threads) {
  private static final double[] STEPS = {0, 0.33, 0.6, 1.7, 3};
  private static final double K = 60;
  private static final double[] KS = {10, 30, 60};
  private static final int ROUNDS = 2;

  /** A weight is moved only where it gains more than this, so that noise moves none. */
  private static final double LEAST_GAIN = 0.002;

  FusionQuality quality(FusionWeights weights, List<FusionExample> examples) {
    return FusionQuality.of(retrieval.fusion(weights), examples, retrieval.items(), threads);
  }

  /** Returns a source's own list's quality. */
  FusionQuality source(int s, List<FusionExample> examples) {
    return FusionQuality.of(e -> e.lists().get(s), examples, retrieval.items(), threads);
  }

  double[] ones() {
    double[] ones = new double[sources.size()];
    Arrays.fill(ones, 1);
    return ones;
  }

  FusionWeights equal() {
    return FusionWeights.ofRanks("reciprocal-rank", K, sources, ones());
  }

  /** Moves one weight at a time for as long as that gains. */
  FusionWeights ascend() {
    double[] weights = ones();
    FusionQuality base = quality(equal(), train);
    double k = K;
    double best = base.against(base);
    for (double other : KS) {
      double value = quality(found(other, weights), train).against(base);
      if (value > best + LEAST_GAIN) {
        best = value;
        k = other;
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int s = 0; s < weights.length; s++) {
        double from = weights[s];
        double kept = from;
        for (double step : STEPS) {
          weights[s] = from == 0 ? step : from * step;
          double value = quality(found(k, weights), train).against(base);
          if (value > best + LEAST_GAIN) {
            best = value;
            kept = weights[s];
          }
        }
        weights[s] = kept;
      }
    }
    return found(k, weights);
  }

  private FusionWeights found(double k, double[] weights) {
    return FusionWeights.ofRanks(
        "reciprocal-rank with weights found on the train requests", k, sources, weights);
  }

  /** Returns the best source on the train requests, with the items of the others below. */
  FusionWeights bestAlone() {
    double[] ndcg =
        IntStream.range(0, sources.size()).mapToDouble(s -> source(s, train).ndcg()).toArray();
    int best = 0;
    for (int s = 1; s < ndcg.length; s++) {
      best = ndcg[s] > ndcg[best] ? s : best;
    }
    double[] weights = new double[ndcg.length];
    weights[best] = 1;
    return FusionWeights.ofRanks("the order of " + sources.get(best), K, sources, weights);
  }
}
