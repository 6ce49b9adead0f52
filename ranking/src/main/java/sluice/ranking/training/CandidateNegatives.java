package sluice.ranking.training;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * Which of a request's candidates become training rows, and how much each weighs.
 *
 * @param chosen the rows
 * @param drawnWeight the weight of a negative that was drawn; every other row weighs 1
 * @param drawn the rows with that weight
 */
record CandidateNegatives(BitSet chosen, float drawnWeight, BitSet drawn) {
  /** Takes every row, each with weight 1. */
  static CandidateNegatives all(int rows) {
    BitSet chosen = new BitSet(rows);
    chosen.set(0, rows);
    return new CandidateNegatives(chosen, 1, new BitSet());
  }

  /** Takes no row. */
  static CandidateNegatives none() {
    return new CandidateNegatives(new BitSet(), 1, new BitSet());
  }

  /** Returns the weight of a row. */
  float weight(int row) {
    return drawn.get(row) ? drawnWeight : 1;
  }

  /**
   * Takes all positives, the highest negatives, and a uniform sample of the other negatives.
   *
   * @param labels per candidate, in fusion's order
   * @param wanted how many negatives
   * @param hardShare which share of them are the highest
   * @param correct whether the sampled ones weigh 1 / their sampling rate
   */
  static CandidateNegatives fromCandidates(
      float[] labels, int wanted, double hardShare, boolean correct, SplittableRandom random) {
    BitSet chosen = new BitSet(labels.length);
    int[] negatives = new int[labels.length];
    int n = 0;
    for (int c = 0; c < labels.length; c++) {
      if (labels[c] > 0) {
        chosen.set(c);
      } else {
        negatives[n++] = c;
      }
    }
    int take = Math.min(wanted, n);
    int hard = (int) Math.round(take * hardShare);
    for (int i = 0; i < hard; i++) {
      chosen.set(negatives[i]);
    }
    int[] rest = Arrays.copyOfRange(negatives, hard, n);
    BitSet drawn = new BitSet(labels.length);
    int sample = take - hard;
    for (int i = 0; i < sample; i++) {
      int j = i + random.nextInt(rest.length - i);
      int picked = rest[j];
      rest[j] = rest[i];
      chosen.set(picked);
      drawn.set(picked);
    }
    float weight = correct && sample > 0 ? (float) ((double) rest.length / sample) : 1;
    return new CandidateNegatives(chosen, weight, drawn);
  }
}
