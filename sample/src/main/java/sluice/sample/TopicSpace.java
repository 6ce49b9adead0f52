package sluice.sample;

import java.util.SplittableRandom;
import sluice.core.Randomness;
import sluice.core.VectorMath;
import sluice.sample.truth.TrueModel;

/**
 * Where the topics lie in the space of tastes, how common they are, and which words lean which way.
 *
 * <p>Genres are orthogonal; a topic is a unit vector near its genre. Immutable.
 */
final class TopicSpace {
  private static final int D = TrueModel.DIMENSIONS;
  private final float[] genres = new float[TrueModel.GENRES * D];
  private final float[] centres = new float[TrueModel.TOPICS * D];
  private final float[] words = new float[TrueModel.TOPICS * Vocabulary.WORDS * D];
  private final double[] sizes = new double[TrueModel.TOPICS];

  /** Draws the space of a seed. */
  TopicSpace(long seed) {
    SplittableRandom r = Randomness.generator(seed, "topics", 0);
    for (int g = 0; g < TrueModel.GENRES; g++) {
      unit(r, genres, g * D);
      for (int h = 0; h < g; h++) {
        float along = VectorMath.dot(genres, g * D, genres, h * D, D);
        VectorMath.addScaled(-along, genres, h * D, genres, g * D, D);
      }
      normalise(genres, g * D);
    }
    float[] own = new float[D];
    for (int c = 0; c < TrueModel.TOPICS; c++) {
      unit(r, own, 0);
      VectorMath.addScaled(0.75f, genres, genre(c) * D, centres, c * D, D);
      VectorMath.addScaled(0.66f, own, 0, centres, c * D, D);
      normalise(centres, c * D);
      sizes[c] = StrictMath.exp(0.6 * r.nextGaussian());
    }
    for (int w = 0; w < TrueModel.TOPICS * Vocabulary.WORDS; w++) {
      unit(r, words, w * D);
    }
  }

  /** Returns the genre of a topic. */
  static int genre(int topic) {
    return topic * TrueModel.GENRES / TrueModel.TOPICS;
  }

  /** Returns the centres of all topics, {@link TrueModel#DIMENSIONS} coordinates each. */
  float[] centres() {
    return centres;
  }

  /** Returns how common a topic is, relative to the others. */
  double size(int topic) {
    return sizes[topic];
  }

  /** Returns how far a taste points to a genre. */
  float alongGenre(float[] taste, int offset, int genre) {
    return VectorMath.dot(taste, offset, genres, genre * D, D);
  }

  /** Returns how far a taste points to a word of a topic. */
  float alongWord(float[] taste, int offset, int topic, int word) {
    return VectorMath.dot(taste, offset, words, (topic * Vocabulary.WORDS + word) * D, D);
  }

  /** Writes a random direction. */
  static void unit(SplittableRandom r, float[] out, int offset) {
    for (int d = 0; d < D; d++) {
      out[offset + d] = (float) r.nextGaussian();
    }
    normalise(out, offset);
  }

  /** Scales a vector to length 1. */
  static void normalise(float[] v, int offset) {
    float length = (float) StrictMath.sqrt(VectorMath.dot(v, offset, v, offset, D));
    for (int d = 0; d < D; d++) {
      v[offset + d] /= length;
    }
  }

  /** Draws an index with probability proportional to its weight, from running sums. */
  static int draw(SplittableRandom r, double[] sums, int n) {
    double u = r.nextDouble() * sums[n - 1];
    int low = 0;
    int high = n - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > u) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
