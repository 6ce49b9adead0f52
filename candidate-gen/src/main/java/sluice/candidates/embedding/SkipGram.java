package sluice.candidates.embedding;

import java.util.Arrays;
import java.util.SplittableRandom;
import sluice.core.Catalogue;
import sluice.core.Progress;
import sluice.core.Randomness;
import sluice.core.VectorMath;

/**
 * Skip-gram with negative sampling over sessions of items, by stochastic gradient ascent on one
 * thread (Mikolov et al. 2013).
 *
 * <p>With v an item's vector as centre and u its vector as context, a pair (a, b) with drawn items
 * N adds ln σ(v_a · u_b) + Σ_{n ∈ N} ln σ(−v_a · u_n). Not thread-safe.
 */
final class SkipGram {
  private static final String PURPOSE = "item2vec";

  private final int dimension;
  private final float[] centres;
  private final float[] contexts;
  private final float[] gradient;

  /** Takes over both kinds of vectors. */
  SkipGram(int dimension, float[] centres, float[] contexts) {
    this.dimension = dimension;
    this.centres = centres;
    this.contexts = contexts;
    this.gradient = new float[dimension];
  }

  /**
   * Trains vectors.
   *
   * @return the vectors as centres, one an item; zero for an item without a session
   */
  static float[] train(
      SessionCorpus corpus,
      Item2VecSettings settings,
      Catalogue catalogue,
      long seed,
      Progress progress) {
    int dimension = settings.dimension();
    Negatives negatives = Negatives.of(corpus, catalogue.size());
    float[] centres = new float[Math.multiplyExact(catalogue.size(), dimension)];
    for (int item = 0; item < catalogue.size(); item++) {
      SplittableRandom random = Randomness.generator(seed, PURPOSE, catalogue.hash(item));
      for (int f = 0; negatives.count(item) > 0 && f < dimension; f++) {
        centres[item * dimension + f] = (float) ((random.nextDouble() - 0.5) / dimension);
      }
    }
    SkipGram model = new SkipGram(dimension, centres, new float[centres.length]);
    progress.start("Training item2vec", settings.epochs());
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      model.epoch(corpus, settings, negatives, epoch, seed);
      progress.advance(1);
    }
    progress.end();
    return centres;
  }

  private void epoch(
      SessionCorpus corpus, Item2VecSettings settings, Negatives negatives, int epoch, long seed) {
    SplittableRandom random = Randomness.generator(seed, PURPOSE + "-epoch", epoch);
    int[] order = order(corpus.size(), random);
    int[] kept = new int[256];
    int[] drawn = new int[settings.negatives()];
    for (int done = 0; done < order.length; done++) {
      int session = order[done];
      double progress = (epoch + (double) done / order.length) / settings.epochs();
      float rate = (float) (settings.rate() * Math.max(1e-4, 1 - progress));
      int n = 0;
      for (int p = corpus.start(session); p < corpus.start(session + 1); p++) {
        if (random.nextDouble() < negatives.keep(corpus.item(p), settings.subsample())) {
          if (n == kept.length) {
            kept = Arrays.copyOf(kept, 2 * n);
          }
          kept[n++] = corpus.item(p);
        }
      }
      for (int c = 0; c < n; c++) {
        int reach = 1 + random.nextInt(settings.window());
        for (int o = Math.max(0, c - reach); o <= Math.min(n - 1, c + reach); o++) {
          if (kept[o] != kept[c]) {
            for (int k = 0; k < drawn.length; k++) {
              drawn[k] = negatives.draw(random);
            }
            pair(kept[c], kept[o], drawn, rate);
          }
        }
        int context = corpus.context(session);
        if (context != SessionCorpus.NONE && context != kept[c]) {
          pair(kept[c], context, new int[0], rate);
        }
      }
    }
  }

  private static int[] order(int n, SplittableRandom random) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** Takes a step for one pair; a drawn item that is the context itself is passed over. */
  void pair(int centre, int context, int[] drawn, float rate) {
    Arrays.fill(gradient, 0f);
    step(centre, context, 1, rate);
    for (int item : drawn) {
      if (item != context) {
        step(centre, item, 0, rate);
      }
    }
    VectorMath.addScaled(1f, gradient, 0, centres, centre * dimension, dimension);
  }

  private void step(int centre, int context, int label, float rate) {
    int v = centre * dimension;
    int u = context * dimension;
    float product = VectorMath.dot(centres, v, contexts, u, dimension);
    float slope = (float) (rate * (label - 1 / (1 + Math.exp(-product))));
    VectorMath.addScaled(slope, contexts, u, gradient, 0, dimension);
    VectorMath.addScaled(slope, centres, v, contexts, u, dimension);
  }
}
