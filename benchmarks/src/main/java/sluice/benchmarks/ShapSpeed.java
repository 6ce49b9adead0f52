package sluice.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Randomness;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.YamlFile;
import sluice.ranking.ExplainsScores;
import sluice.ranking.Rankers;

/**
 * How long the contributions of the features to the scores of one slate take, next to scoring 500
 * candidates.
 *
 * <p>Arguments: trees, depth, columns, rows of a slate, slates (200 6 40 20 300, say). The ranker
 * is fitted on made-up rows, one value in ten missing; no tune request counts, so that all trees
 * stay. One thread; as many slates warm it up as are measured. Prints one line each: percentiles in
 * milliseconds.
 */
public final class ShapSpeed {
  private static final int REQUESTS = 1_000;
  private static final int EACH = 50;

  private final SplittableRandom random = Randomness.generator(1, "shap-speed", 0);
  private final FeatureSchema schema;

  private ShapSpeed(int columns) {
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      features.add(
          new Feature(
              "f" + j, Feature.Type.NUMBER, Float.NaN, "made", "made", Duration.ZERO, "made up"));
    }
    schema = new FeatureSchema(features);
  }

  /** Runs. */
  public static void main(String[] args) {
    int trees = Integer.parseInt(args[0]);
    int depth = Integer.parseInt(args[1]);
    int slate = Integer.parseInt(args[3]);
    int slates = Integer.parseInt(args[4]);
    ShapSpeed world = new ShapSpeed(Integer.parseInt(args[2]));
    Ranker ranker = world.fit(trees, depth);
    ExplainsScores explains = (ExplainsScores) ranker;
    FeatureMatrix candidates = world.rows(500);
    float[] scores = new float[500];
    double[] out = new double[candidates.columns()];
    double[] scoring = new double[slates];
    double[] explaining = new double[slates];
    double scoringCpu = 0;
    double explainingCpu = 0;
    double check = 0;
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    for (int s = -slates; s < slates; s++) {
      long startCpu = thread.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      ranker.score(candidates, scores);
      long scored = System.nanoTime();
      long scoredCpu = thread.getCurrentThreadCpuTime();
      int first = world.random.nextInt(500 - slate);
      for (int r = 0; r < slate; r++) {
        explains.contributions(candidates, first + r, out);
        check = Math.max(check, Math.abs(explains.base() + sum(out) - scores[first + r]));
      }
      if (s >= 0) {
        explaining[s] = (System.nanoTime() - scored) / 1e6;
        scoring[s] = (scored - start) / 1e6;
        explainingCpu += (thread.getCurrentThreadCpuTime() - scoredCpu) / 1e6 / slates;
        scoringCpu += (scoredCpu - startCpu) / 1e6 / slates;
      }
    }
    print("scores of 500 candidates", scoring, scoringCpu);
    print("contributions of " + slate + " rows", explaining, explainingCpu);
    System.out.printf(Locale.ROOT, "base + contributions − score: at most %.1e%n", check);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }

  private static void print(String what, double[] millis, double cpu) {
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-28s p50 %7.3f  p95 %7.3f  p99 %7.3f ms, processor %7.3f ms%n",
        what,
        millis[millis.length / 2],
        millis[(int) (millis.length * .95)],
        millis[(int) (millis.length * .99)],
        cpu);
  }

  private Ranker fit(int trees, int depth) {
    FeatureMatrix rows = rows(REQUESTS * EACH);
    float[] labels = new float[rows.rows()];
    float[] weights = new float[rows.rows()];
    int[] starts = new int[REQUESTS + 1];
    int[] relevant = new int[REQUESTS];
    List<String> ids = new ArrayList<>();
    for (int r = 0; r < labels.length; r++) {
      double z = -2;
      for (int j = 0; j < rows.columns(); j++) {
        float v = rows.get(r, j);
        z += Float.isNaN(v) ? 0 : v / (1 + j % 7);
      }
      labels[r] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
      weights[r] = 1;
      relevant[r / EACH] += (int) labels[r];
    }
    for (int g = 0; g < REQUESTS; g++) {
      starts[g + 1] = (g + 1) * EACH;
      ids.add("r" + g);
    }
    RankingSet train = new RankingSet(rows, labels, weights, starts, relevant, ids);
    FeatureMatrix one = rows(1);
    RankingSet nothing =
        new RankingSet(
            one, new float[1], new float[] {1}, new int[] {0, 1}, new int[1], List.of("none"));
    String config = "{type: xgboost, trees: " + trees + ", depth: " + depth + "}";
    return Rankers.trainer(YamlFile.parse(config, "arguments")).fit(train, nothing, 1, 1);
  }

  private FeatureMatrix rows(int count) {
    FeatureMatrix rows = new FeatureMatrix(schema, count);
    rows.resize(count);
    for (int r = 0; r < count; r++) {
      for (int j = 0; j < rows.columns(); j++) {
        rows.set(r, j, random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian());
      }
    }
    return rows;
  }
}
