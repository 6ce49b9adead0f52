package sluice.features.families;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import sluice.core.Embedding;
import sluice.core.Feature;
import sluice.core.ItemVectors;
import sluice.core.VectorMath;
import sluice.features.Declared;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;
import sluice.features.SharedSettings;

/**
 * How a candidate's vector in one embedding relates to the request's vector and to the user's
 * latest items.
 */
final class EmbeddingLikeness implements FeatureGroup {
  private static final int DOT = 0;
  private static final int COSINE = 1;
  private static final int QUANTILE = 2;
  private static final int MAX = 3;
  private static final int MEAN = 4;
  private final Embedding embedding;
  private final ItemVectors vectors;
  private final float[] inverseNorms;
  private final SharedSettings settings;
  private final Declared declared;

  EmbeddingLikeness(String prefix, Embedding embedding, SharedSettings settings) {
    this.embedding = embedding;
    this.vectors = embedding.items();
    this.settings = settings;
    this.inverseNorms = new float[vectors.size()];
    for (int i = 0; i < inverseNorms.length; i++) {
      inverseNorms[i] = inverseNorm(vectors.data(), vectors.offset(i));
    }
    String name = embedding.name();
    declared = new Declared("embedding " + name, "assembler", Duration.ZERO);
    declared.add(
        prefix + "dot",
        Feature.Type.NUMBER,
        0,
        "Inner product of the request's and the candidate's vector in " + name + ".");
    declared.add(
        prefix + "cosine",
        Feature.Type.SCORE,
        0,
        "Cosine of the request's and the candidate's vector in " + name + ".");
    declared.add(
        prefix + "dot_quantile",
        Feature.Type.SCORE,
        0.5,
        "Quantile of " + prefix + "dot among the candidates.");
    declared.add(
        prefix + "latest_max",
        Feature.Type.SCORE,
        0,
        "Greatest cosine of the candidate's vector in "
            + name
            + " and one of the user's last "
            + settings.last()
            + " items.");
    declared.add(
        prefix + "latest_mean",
        Feature.Type.SCORE,
        0,
        "Mean cosine of the candidate's vector in "
            + name
            + " and those of the user's last "
            + settings.last()
            + " items.");
  }

  private float inverseNorm(float[] data, int offset) {
    float square = VectorMath.dot(data, offset, data, offset, vectors.dimension());
    return square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
  }

  @Override
  public List<Feature> features() {
    return declared.features();
  }

  @Override
  public Filler newFiller() {
    return new LikenessFiller();
  }

  private final class LikenessFiller implements Filler {
    private final int dimension = vectors.dimension();
    private final float[] query = new float[dimension];
    private final float[] sum = new float[dimension];

    /** The vectors of the user's last items, each of length 1, and behind them their sum. */
    private final float[] latest = new float[dimension * (settings.last() + 1)];

    private final int[] latestRows = IntStream.rangeClosed(0, settings.last()).toArray();
    private final float[] ofLatest = new float[settings.last() + 4];
    private float[] dots = new float[512];

    @Override
    public void fill(RequestFacts facts, Rows rows) {
      int n = facts.size();
      float[] data = vectors.data();
      if (dots.length < n + 3) {
        dots = new float[n + 3];
      }
      if (embedding.query(facts.request(), query)) {
        float norm = inverseNorm(query, 0);
        VectorMath.dots(query, 0, data, facts.items(), n, dimension, dots);
        for (int c = 0; c < n; c++) {
          rows.set(c, DOT, dots[c]);
          rows.set(c, COSINE, dots[c] * norm * inverseNorms[facts.item(c)]);
        }
        float[] quantiles = facts.quantiles(dots);
        for (int c = 0; c < n; c++) {
          rows.set(c, QUANTILE, quantiles[c]);
        }
      }
      fillLatest(facts, rows, n, data);
    }

    private void fillLatest(RequestFacts facts, Rows rows, int n, float[] data) {
      Arrays.fill(sum, 0);
      int m = 0;
      for (int k = 0; k < Math.min(facts.recent(), settings.last()); k++) {
        int item = facts.recentItem(k);
        if (inverseNorms[item] > 0) {
          Arrays.fill(latest, m * dimension, (m + 1) * dimension, 0);
          VectorMath.addScaled(
              inverseNorms[item], data, vectors.offset(item), latest, m * dimension, dimension);
          VectorMath.addScaled(1, latest, m * dimension, sum, 0, dimension);
          m++;
        }
      }
      System.arraycopy(sum, 0, latest, m * dimension, dimension);
      for (int c = 0; c < n && m > 0; c++) {
        int item = facts.item(c);
        VectorMath.dots(data, vectors.offset(item), latest, latestRows, m + 1, dimension, ofLatest);
        float best = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < m; k++) {
          best = Math.max(best, ofLatest[k]);
        }
        rows.set(c, MAX, best * inverseNorms[item]);
        rows.set(c, MEAN, ofLatest[m] * inverseNorms[item] / m);
      }
    }
  }
}
