package sluice.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankingSet;
import sluice.core.YamlFile;
import sluice.ranking.ExplainsScores;
import sluice.ranking.Rankers;

/**
 * Boosted trees of depth 6 on 40 made-up features, one value in ten missing, on one thread: the
 * scores of 500 candidates, and the contributions of the features to the scores of a slate of 20.
 */
public class TreeScores extends HotPath {
  private static final int COLUMNS = 40;
  private static final int CANDIDATES = 500;
  private static final int SLATE = 20;

  /** A ranker, fitted on made-up rows without a tune request, so that all trees stay. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls the setup first
  public static class Fitted {
    /** How many trees. */
    @Param("200")
    public int trees;

    private final SplittableRandom random = new SplittableRandom(1);
    private final float[] scores = new float[CANDIDATES];
    private final double[] contributions = new double[COLUMNS];
    private FeatureSchema schema;
    private FeatureMatrix candidates;
    private Ranker ranker;

    /** Draws the rows and fits. */
    @Setup
    public void fit() {
      List<Feature> features = new ArrayList<>();
      for (int j = 0; j < COLUMNS; j++) {
        features.add(
            new Feature(
                "f" + j, Feature.Type.NUMBER, Float.NaN, "made", "made", Duration.ZERO, "made up"));
      }
      schema = new FeatureSchema(features);
      candidates = rows(CANDIDATES);
      FeatureMatrix one = rows(1);
      RankingSet nothing =
          new RankingSet(
              one, new float[1], new float[] {1}, new int[] {0, 1}, new int[1], List.of("none"));
      String config = "{type: xgboost, trees: " + trees + ", depth: 6}";
      ranker = Rankers.trainer(YamlFile.parse(config, "config")).fit(drawn(), nothing, 1, 1);
    }

    private RankingSet drawn() {
      FeatureMatrix rows = rows(20_000);
      float[] labels = new float[rows.rows()];
      float[] weights = new float[rows.rows()];
      int relevant = 0;
      for (int r = 0; r < labels.length; r++) {
        double z = -2;
        for (int j = 0; j < COLUMNS; j++) {
          float v = rows.get(r, j);
          z += Float.isNaN(v) ? 0 : v / (1 + j % 7);
        }
        labels[r] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
        weights[r] = 1;
        relevant += (int) labels[r];
      }
      return new RankingSet(
          rows, labels, weights, new int[] {0, labels.length}, new int[] {relevant}, List.of("r"));
    }

    private FeatureMatrix rows(int count) {
      FeatureMatrix rows = new FeatureMatrix(schema, count);
      rows.resize(count);
      for (int r = 0; r < count; r++) {
        for (int j = 0; j < COLUMNS; j++) {
          rows.set(r, j, random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian());
        }
      }
      return rows;
    }
  }

  /** Scores the candidates. */
  @Benchmark
  public float[] scores(Fitted fitted) {
    fitted.ranker.score(fitted.candidates, fitted.scores);
    return fitted.scores;
  }

  /** Explains a slate. */
  @Benchmark
  public double contributions(Fitted fitted) {
    double sum = 0;
    for (int r = 0; r < SLATE; r++) {
      ((ExplainsScores) fitted.ranker)
          .contributions(fitted.candidates, r * (CANDIDATES / SLATE), fitted.contributions);
      sum += fitted.contributions[0];
    }
    return sum;
  }
}
