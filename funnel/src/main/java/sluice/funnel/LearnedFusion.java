package sluice.funnel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import sluice.candidates.fusion.FusionWeights;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.RankingSet;
import sluice.ranking.LinearWeights;

/**
 * Weights of fusion by a logistic regression: is an item relevant, given its rank and score in each
 * source's list?
 *
 * <p>Four features a source: 1 / (k + rank), 1 / (10 + rank), the scaled score, and whether the
 * source brought the item. Rows are the relevant items that any source brought and, for each
 * request, a sample of the other items.
 */
final class LearnedFusion {
  private static final double K = 60;
  private static final int NEGATIVES = 60;
  private static final int PER_SOURCE = 4;

  private final List<String> sources;
  private final FeatureMatrix rows;
  private final List<Float> labels = new ArrayList<>();
  private final long seed;

  private LearnedFusion(List<String> sources, long seed) {
    this.sources = sources;
    this.rows = new FeatureMatrix(schema(sources.size()), 1);
    this.seed = seed;
  }

  /** Fits; empty where the examples hold no relevant item or nothing else. */
  static Optional<FusionWeights> fit(
      List<FusionExample> examples, List<String> sources, long seed) {
    LearnedFusion learned = new LearnedFusion(sources, seed);
    examples.forEach(learned::add);
    return learned.fit();
  }

  private Optional<FusionWeights> fit() {
    float[] label = new float[labels.size()];
    float[] weight = new float[label.length];
    int positives = 0;
    for (int i = 0; i < label.length; i++) {
      label[i] = labels.get(i);
      weight[i] = 1;
      positives += label[i] > 0 ? 1 : 0;
    }
    if (positives == 0 || positives == label.length) {
      return Optional.empty();
    }
    RankingSet set =
        new RankingSet(
            rows,
            label,
            weight,
            new int[] {0, label.length},
            new int[] {positives},
            List.of("fusion"));
    double[] w = LinearWeights.fit(set, seed);
    List<FusionWeights.Source> weights = new ArrayList<>();
    for (int s = 0; s < sources.size(); s++) {
      int at = s * PER_SOURCE;
      weights.add(new FusionWeights.Source(sources.get(s), w[at], w[at + 1], w[at + 2], w[at + 3]));
    }
    return Optional.of(new FusionWeights("learned", K, weights));
  }

  private void add(FusionExample example) {
    Set<Integer> relevant = example.judged().relevant();
    List<Integer> others = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    List<Integer> chosen = new ArrayList<>();
    for (RankedItems list : example.lists()) {
      for (int r = 0; r < list.size(); r++) {
        int item = list.item(r);
        if (seen.add(item)) {
          (relevant.contains(item) ? chosen : others).add(item);
        }
      }
    }
    if (chosen.isEmpty()) {
      return;
    }
    int positives = chosen.size();
    SplittableRandom random =
        Randomness.generator(
            seed, "fusion-negatives", Randomness.hash(example.judged().request().id()));
    for (int i = 0; i < Math.min(NEGATIVES, others.size()); i++) {
      int j = i + random.nextInt(others.size() - i);
      chosen.add(others.get(j));
      others.set(j, others.get(i));
    }
    int first = rows.rows();
    rows.resize(first + chosen.size());
    for (int c = 0; c < chosen.size(); c++) {
      labels.add(c < positives ? 1f : 0f);
      for (int j = 0; j < rows.columns(); j++) {
        rows.set(first + c, j, 0);
      }
    }
    Map<Integer, Integer> rowOf = new HashMap<>();
    for (int c = 0; c < chosen.size(); c++) {
      rowOf.put(chosen.get(c), first + c);
    }
    for (int s = 0; s < sources.size(); s++) {
      fill(example.lists().get(s), s, rowOf);
    }
  }

  private void fill(RankedItems list, int source, Map<Integer, Integer> rowOf) {
    if (list.size() == 0) {
      return;
    }
    double best = list.score(0);
    double range = best - list.score(list.size() - 1);
    for (int r = 0; r < list.size(); r++) {
      Integer row = rowOf.get(list.item(r));
      if (row != null) {
        int at = source * PER_SOURCE;
        rows.set(row, at, (float) (1 / (K + r + 1)));
        rows.set(row, at + 1, (float) (1 / (10.0 + r + 1)));
        rows.set(row, at + 2, (float) (range > 0 ? 1 - (best - list.score(r)) / range : 1));
        rows.set(row, at + 3, 1);
      }
    }
  }

  private static FeatureSchema schema(int sources) {
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < sources * PER_SOURCE; j++) {
      features.add(
          new Feature(
              "f" + j, Feature.Type.NUMBER, 0, "fusion", "candidates", Duration.ZERO, "A place."));
    }
    return new FeatureSchema(features);
  }
}
