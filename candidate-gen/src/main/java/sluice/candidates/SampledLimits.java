package sluice.candidates;

import java.util.Arrays;

/**
 * Lower and lower limits that some more than n of many scores are likely to reach, told from a
 * sample of them.
 *
 * <p>Anyone who looks for the n best of many scores need only look closely at those that reach a
 * limit: where n do, no other can be among the n; where fewer do, the next limit is tried. The last
 * limit is −∞, which all reach. Time grows as a thirty-second of the scores. Not thread-safe.
 */
public final class SampledLimits {
  /** One score in so many stands for the rest. */
  private static final int SAMPLE = 32;

  private final float[] scores;
  private final int sample;
  private int wanted;

  /**
   * Makes the limits for some scores.
   *
   * @param scores numbers, of which the first {@code size} count
   * @param n how many are looked for
   */
  public SampledLimits(float[] scores, int size, int n) {
    this.scores = scores;
    this.sample = (size + SAMPLE - 1) / SAMPLE;
    this.wanted = n / SAMPLE * 3 / 2 + 8;
  }

  /** Returns whether all scores have reached the last limit that was told. */
  public boolean last() {
    return wanted < 0;
  }

  /** Returns the next limit, lower than the one before or −∞. */
  public float next() {
    if (wanted < 0 || wanted >= sample) {
      wanted = -1;
      return Float.NEGATIVE_INFINITY;
    }
    float[] best = new float[wanted]; // of the sample, the least first
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < sample; i++) {
      float score = scores[i * SAMPLE];
      if (score > best[0]) {
        int at = 1;
        for (; at < wanted && best[at] < score; at++) {
          best[at - 1] = best[at];
        }
        best[at - 1] = score;
      }
    }
    wanted = (int) Math.min(Integer.MAX_VALUE, wanted * 4L);
    return best[0];
  }
}
