package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import sluice.core.ItemVectors;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;
import sluice.core.VectorMath;

/**
 * {@code mmr}: maximal marginal relevance, relevance against likeness to what was taken before.
 *
 * <p>Place after place the item i of the first {@code depth} is taken that has the highest
 *
 * <pre>λ · rel(i) − (1 − λ) · max { cos(i, j) : j taken before }</pre>
 *
 * <p>where the maximum is 0 for the first place, cos is the cosine of the vectors of an embedding
 * (0 where one of them is zero), and rel(i) = (s(i) − min) / (max − min) puts the ranker's scores s
 * of the first {@code depth} on a scale from 0 to 1 (all 0 where they are equal). Equal values go
 * by the tie order. Once as many are taken as are shown, the others follow in their order. From
 * Carbonell and Goldstein, <i>The use of MMR, diversity-based reranking for reordering documents
 * and producing summaries</i>, SIGIR 1998.
 */
public final class MaximalMarginalRelevance
    implements ReRankerType<MaximalMarginalRelevance.Settings> {
  /**
   * Settings.
   *
   * @param lambda weight of relevance, 0 to 1
   * @param embedding whose vectors say what is alike
   * @param depth how many of the list may be shown; at least as many as are shown
   */
  public record Settings(double lambda, String embedding, int depth) {
    /** Checks. */
    public Settings {
      SettingError.check("lambda", lambda, 0, 1);
      SettingError.check("depth", depth, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "mmr";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    lambda: 0.7          # weight of relevance; the rest is that of being unlike what stands above
    embedding: content   # whose vectors say what is alike: ials, content, or one that a source searches
    depth: 100           # of the list may be shown
    """;
  }

  @Override
  public Optional<String> embedding(Settings settings) {
    return Optional.of(settings.embedding);
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    ItemVectors vectors = input.embedding(settings.embedding).items();
    float[] scales = new float[vectors.size()];
    for (int i = 0; i < scales.length; i++) {
      int at = vectors.offset(i);
      float square = VectorMath.dot(vectors.data(), at, vectors.data(), at, vectors.dimension());
      scales[i] = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
    }
    return new Fitted(name, settings, vectors, scales);
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  private static final class Fitted implements ReRanker {
    private final String name;
    private final Settings settings;
    private final ItemVectors vectors;

    /** One over the length of each item's vector, 0 where that is zero. */
    private final float[] scales;

    Fitted(String name, Settings settings, ItemVectors vectors, float[] scales) {
      this.name = name;
      this.settings = settings;
      this.vectors = vectors;
      this.scales = scales;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      int depth = Math.min(ranked.size(), Math.max(shown, settings.depth));
      int[] open = new int[depth];
      Arrays.setAll(open, place -> place);
      double[] relevance = relevance(ranked, depth);
      double[] likeness = new double[depth];
      int[] places = new int[ranked.size()];
      int taken = 0;
      int left = depth;
      while (left > 0 && taken < shown) {
        int best = 0;
        for (int k = 1; k < left; k++) {
          if (before(open[k], open[best], relevance, likeness, ranked, ties)) {
            best = k;
          }
        }
        int chosen = open[best];
        places[taken] = chosen;
        left--;
        System.arraycopy(open, best + 1, open, best, left - best);
        for (int k = 0; k < left; k++) {
          double cosine = cosine(ranked.item(open[k]), ranked.item(chosen));
          likeness[open[k]] = taken == 0 ? cosine : Math.max(likeness[open[k]], cosine);
        }
        taken++;
      }
      System.arraycopy(open, 0, places, taken, left);
      for (int place = depth; place < places.length; place++) {
        places[place] = place;
      }
      return ranked.at(places);
    }

    private static double[] relevance(RankedItems ranked, int depth) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int place = 0; place < depth; place++) {
        min = Math.min(min, ranked.score(place));
        max = Math.max(max, ranked.score(place));
      }
      double[] relevance = new double[depth];
      for (int place = 0; place < depth && max > min; place++) {
        relevance[place] = (ranked.score(place) - min) / (max - min);
      }
      return relevance;
    }

    private boolean before(
        int a, int b, double[] relevance, double[] likeness, RankedItems ranked, TieBreak ties) {
      double lambda = settings.lambda;
      double valueA = lambda * relevance[a] - (1 - lambda) * likeness[a];
      double valueB = lambda * relevance[b] - (1 - lambda) * likeness[b];
      return valueA == valueB
          ? ties.key(ranked.item(a)) < ties.key(ranked.item(b))
          : valueA > valueB;
    }

    private double cosine(int a, int b) {
      float dot =
          VectorMath.dot(
              vectors.data(),
              vectors.offset(a),
              vectors.data(),
              vectors.offset(b),
              vectors.dimension());
      return (double) dot * scales[a] * scales[b];
    }
  }
}
