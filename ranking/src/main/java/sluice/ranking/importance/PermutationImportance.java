package sluice.ranking.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.Parallel;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.ranking.FeatureWeights;
import sluice.ranking.TuneMeasure;

/**
 * Measures {@link FeatureImportance}: the ranker's own weights, and how far nDCG@10 falls on the
 * tune part when the values of a feature, or of a group together, are shuffled among all rows
 * (Breiman, "Random forests", 2001).
 *
 * <p>Shuffles come from (seed, feature or group, repeat): the number of threads changes nothing. A
 * feature that others can stand in for shows a small drop though it matters; its group tells more.
 * A drop below 0 is noise. Rankers that are listwise are not permuted.
 */
public final class PermutationImportance {
  private static final int CUTOFF = 10;

  private final Ranker ranker;
  private final RankingSet rows;
  private final ImportanceSettings settings;
  private final long seed;

  private PermutationImportance(
      Ranker ranker, RankingSet rows, ImportanceSettings settings, long seed) {
    this.ranker = ranker;
    this.rows = rows;
    this.settings = settings;
    this.seed = seed;
  }

  /** Measures a ranker on the tune part. */
  public static FeatureImportance measure(
      Ranker ranker, RankingSet tune, ImportanceSettings settings, long seed, int threads) {
    RankingSet rows = first(tune, settings.requests());
    return new PermutationImportance(ranker, rows, settings, seed).run(threads);
  }

  /** Returns the first n requests that have a relevant item and candidates. */
  private static RankingSet first(RankingSet tune, int n) {
    List<Integer> kept = new ArrayList<>();
    for (int g = 0; g < tune.requests() && kept.size() < n; g++) {
      if (tune.relevant(g) > 0 && tune.start(g + 1) > tune.start(g)) {
        kept.add(g);
      }
    }
    FeatureMatrix matrix = new FeatureMatrix(tune.features().schema(), 1);
    int[] starts = new int[kept.size() + 1];
    int[] relevant = new int[kept.size()];
    List<String> ids = new ArrayList<>();
    for (int k = 0; k < relevant.length; k++) {
      int g = kept.get(k);
      for (int r = tune.start(g); r < tune.start(g + 1); r++) {
        matrix.append(tune.features(), r);
      }
      starts[k + 1] = matrix.rows();
      relevant[k] = tune.relevant(g);
      ids.add(tune.requestIds().get(g));
    }
    float[] labels = new float[matrix.rows()];
    float[] weights = new float[matrix.rows()];
    Arrays.fill(weights, 1);
    for (int k = 0; k < relevant.length; k++) {
      for (int r = starts[k]; r < starts[k + 1]; r++) {
        labels[r] = tune.label(tune.start(kept.get(k)) + r - starts[k]);
      }
    }
    return new RankingSet(matrix, labels, weights, starts, relevant, ids);
  }

  private FeatureImportance run(int threads) {
    List<Feature> features = rows.features().schema().features();
    double[] weights = new double[features.size()];
    Arrays.fill(weights, Double.NaN);
    String meaning = "";
    if (ranker instanceof FeatureWeights told) {
      weights = told.featureWeights();
      meaning = told.weightMeaning();
    }
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int j = 0; j < features.size(); j++) {
      groups.computeIfAbsent(features.get(j).group(), g -> new ArrayList<>()).add(j);
    }
    List<Shuffle> shuffles = new ArrayList<>();
    groups.forEach((name, columns) -> shuffles.add(new Shuffle("group " + name, columns)));
    for (int j : heaviest(weights)) {
      shuffles.add(new Shuffle(features.get(j).name(), List.of(j)));
    }
    TuneMeasure measure = new TuneMeasure(rows, CUTOFF);
    double before = ranker.listwise() ? 0 : measured(rows.features(), measure);
    Map<String, Double> drops =
        ranker.listwise() ? Map.of() : drops(shuffles, measure, before, threads);

    List<FeatureImportance.Entry> byFeature = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      Feature f = features.get(j);
      byFeature.add(entry(f.name(), f.group(), weights[j], drops.get(f.name())));
    }
    List<FeatureImportance.Entry> byGroup = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> group : groups.entrySet()) {
      double sum = 0;
      for (int j : group.getValue()) {
        sum += Math.abs(weights[j]);
      }
      byGroup.add(entry(group.getKey(), group.getKey(), sum, drops.get("group " + group.getKey())));
    }
    byFeature.sort(MOST_IMPORTANT_FIRST);
    byGroup.sort(MOST_IMPORTANT_FIRST);
    return new FeatureImportance(
        ranker.name(), meaning, before, rows.requests(), byFeature, byGroup);
  }

  private static final Comparator<FeatureImportance.Entry> MOST_IMPORTANT_FIRST =
      Comparator.<FeatureImportance.Entry>comparingDouble(
              e -> Double.isNaN(e.weight()) ? 0 : -Math.abs(e.weight()))
          .thenComparingDouble(e -> -e.drop().orElse(Double.NEGATIVE_INFINITY))
          .thenComparing(FeatureImportance.Entry::name);

  private static FeatureImportance.Entry entry(
      String name, String group, double weight, @Nullable Double drop) {
    return new FeatureImportance.Entry(
        name, group, weight, drop == null ? OptionalDouble.empty() : OptionalDouble.of(drop));
  }

  /** Returns the columns to permute one by one. */
  private List<Integer> heaviest(double[] weights) {
    List<Integer> columns = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      columns.add(j);
    }
    columns.sort(
        Comparator.comparingDouble(j -> Double.isNaN(weights[j]) ? 0 : -Math.abs(weights[j])));
    return columns.subList(0, Math.min(settings.features(), columns.size()));
  }

  private Map<String, Double> drops(
      List<Shuffle> shuffles, TuneMeasure measure, double before, int threads) {
    double[] after = new double[shuffles.size() * settings.repeats()];
    Parallel.run(
        threads,
        after.length,
        this::copy,
        (i, matrix) -> {
          Shuffle shuffle = shuffles.get(i / settings.repeats());
          shuffle(shuffle, i % settings.repeats(), matrix);
          after[i] = measured(matrix, measure);
          restore(shuffle, matrix);
        });
    Map<String, Double> drops = new LinkedHashMap<>();
    for (int s = 0; s < shuffles.size(); s++) {
      double sum = 0;
      for (int i = 0; i < settings.repeats(); i++) {
        sum += before - after[s * settings.repeats() + i];
      }
      drops.put(shuffles.get(s).name(), sum / settings.repeats());
    }
    return drops;
  }

  private double measured(FeatureMatrix matrix, TuneMeasure measure) {
    float[] scores = new float[matrix.rows()];
    ranker.score(matrix, scores);
    return measure.mean(scores);
  }

  private FeatureMatrix copy() {
    FeatureMatrix from = rows.features();
    FeatureMatrix copy = new FeatureMatrix(from.schema(), from.rows());
    copy.resize(from.rows());
    System.arraycopy(from.data(), 0, copy.data(), 0, from.rows() * from.columns());
    return copy;
  }

  private void shuffle(Shuffle shuffle, int repeat, FeatureMatrix matrix) {
    SplittableRandom random =
        Randomness.generator(seed, "permutation", Randomness.hash(shuffle.name() + "#" + repeat));
    int[] order = new int[matrix.rows()];
    for (int r = 0; r < order.length; r++) {
      int j = random.nextInt(r + 1);
      order[r] = order[j];
      order[j] = r;
    }
    for (int r = 0; r < order.length; r++) {
      for (int column : shuffle.columns()) {
        matrix.set(r, column, rows.features().get(order[r], column));
      }
    }
  }

  private void restore(Shuffle shuffle, FeatureMatrix matrix) {
    for (int r = 0; r < matrix.rows(); r++) {
      for (int column : shuffle.columns()) {
        matrix.set(r, column, rows.features().get(r, column));
      }
    }
  }

  /** Columns that are permuted together, under a name that the permutation depends on. */
  private record Shuffle(String name, List<Integer> columns) {}
}
