package sluice.ranking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sluice.core.ConfigNode;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.RankerTrainer;
import sluice.core.RankingSet;

/** Ranking sets for tests. */
public final class RankingSets {
  private RankingSets() {}

  /** An empty map of settings. */
  public static ConfigNode noSettings() {
    return ConfigNode.map("test.yaml:1", "", Map.of());
  }

  /** Settings of scalars: key, value, key, value, … */
  public static ConfigNode settings(Object... keysAndValues) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String key = (String) keysAndValues[i];
      Object value = keysAndValues[i + 1];
      entries.put(
          key,
          value instanceof ConfigNode node
              ? node
              : ConfigNode.scalar("test.yaml:" + (i + 2), key, value));
    }
    return ConfigNode.map("test.yaml:1", "", entries);
  }

  /** The trainer of a type with settings of scalars: key, value, key, value, … */
  public static RankerTrainer trainer(String type, Object... keysAndValues) {
    Object[] all = new Object[keysAndValues.length + 2];
    System.arraycopy(keysAndValues, 0, all, 0, keysAndValues.length);
    all[all.length - 2] = "type";
    all[all.length - 1] = type;
    return Rankers.trainer(settings(all));
  }

  /** A schema of features f0, f1, … in groups of two. */
  public static FeatureSchema schema(int columns) {
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      features.add(
          new Feature(
              "f" + j, Feature.Type.NUMBER, Float.NaN, "g" + j / 2, "test", Duration.ZERO, "test"));
    }
    return new FeatureSchema(features);
  }

  /** Rows whose gain depends on the first three of the columns; some values are missing. */
  public static RankingSet synthetic(int requests, int rows, int columns, long seed) {
    FeatureMatrix matrix = new FeatureMatrix(schema(columns), requests * rows);
    matrix.resize(requests * rows);
    float[] labels = new float[requests * rows];
    Random random = new Random(seed);
    for (int r = 0; r < labels.length; r++) {
      double z = -2.5;
      for (int j = 0; j < columns; j++) {
        double v = j % 2 == 0 ? random.nextGaussian() : Math.exp(random.nextGaussian());
        z += j < 3 ? 1.2 * (j == 1 ? Math.log(v) : v) : 0;
        matrix.set(r, j, j > 0 && random.nextInt(10) == 0 ? Float.NaN : (float) v);
      }
      labels[r] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
    }
    return of(matrix, labels, requests);
  }

  /** A set of requests of equal length, weights 1, nothing missed. */
  public static RankingSet of(FeatureMatrix matrix, float[] labels, int requests) {
    float[] weights = new float[labels.length];
    Arrays.fill(weights, 1);
    return of(matrix, labels, weights, requests);
  }

  /** A set of requests of equal length, nothing missed. */
  public static RankingSet of(FeatureMatrix matrix, float[] labels, float[] weights, int requests) {
    int rows = labels.length / requests;
    int[] starts = new int[requests + 1];
    int[] relevant = new int[requests];
    List<String> ids = new ArrayList<>();
    for (int g = 0; g < requests; g++) {
      starts[g + 1] = (g + 1) * rows;
      ids.add("r" + g);
      for (int r = starts[g]; r < starts[g + 1]; r++) {
        relevant[g] += labels[r] > 0 ? 1 : 0;
      }
    }
    return new RankingSet(matrix, labels, weights, starts, relevant, ids);
  }

  /**
   * A file of golden values: label, weight, six features, margin of XGBoost's own Python package.
   */
  public record Golden(RankingSet set, List<Float> margins) {
    /** Reads the file that {@code src/test/python/xgboost_golden.py} made. */
    public static Golden read() {
      List<String> lines;
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  RankingSets.class.getResourceAsStream("/xgboost-golden.csv"),
                  StandardCharsets.UTF_8))) {
        lines = in.lines().toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      FeatureMatrix matrix = new FeatureMatrix(schema(6), lines.size());
      matrix.resize(lines.size());
      float[] labels = new float[lines.size()];
      float[] weights = new float[lines.size()];
      List<Float> margins = new ArrayList<>();
      for (int r = 0; r < labels.length; r++) {
        String[] cells = lines.get(r).split(",", -1);
        labels[r] = Float.parseFloat(cells[0]);
        weights[r] = Float.parseFloat(cells[1]);
        for (int j = 0; j < 6; j++) {
          matrix.set(r, j, cells[2 + j].isEmpty() ? Float.NaN : Float.parseFloat(cells[2 + j]));
        }
        margins.add(Float.parseFloat(cells[8]));
      }
      return new Golden(of(matrix, labels, weights, 30), margins);
    }
  }
}
