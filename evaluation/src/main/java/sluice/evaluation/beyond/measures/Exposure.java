package sluice.evaluation.beyond.measures;

import java.util.Arrays;
import sluice.evaluation.beyond.CutLists;

/** How often each item of a catalogue is shown, and how evenly. */
final class Exposure {
  private Exposure() {}

  /** Returns per item of the catalogue in how many users' lists it is. */
  static int[] counts(CutLists lists) {
    int[] counts = new int[lists.judged().catalogue().size()];
    for (int u = 0; u < lists.users(); u++) {
      for (int p = 0; p < lists.size(u); p++) {
        counts[lists.item(u, p)]++;
      }
    }
    return counts;
  }

  /** Returns the share of items with a count above 0. */
  static double coverage(int[] counts) {
    int shown = 0;
    for (int c : counts) {
      shown += c > 0 ? 1 : 0;
    }
    return counts.length == 0 ? Double.NaN : (double) shown / counts.length;
  }

  /** Returns Σ (2i − n − 1) x(i) / (n Σ x) of the ascending counts; NaN where nothing is shown. */
  static double gini(int[] counts) {
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    long n = sorted.length;
    double weighted = 0;
    long sum = 0;
    for (int i = 0; i < n; i++) {
      weighted += (double) (2L * (i + 1) - n - 1) * sorted[i];
      sum += sorted[i];
    }
    return sum == 0 ? Double.NaN : weighted / ((double) n * sum);
  }

  /** Returns −Σ s log2 s of the shares; NaN where nothing is shown. */
  static double entropy(int[] counts) {
    long sum = 0;
    for (int c : counts) {
      sum += c;
    }
    if (sum == 0) {
      return Double.NaN;
    }
    double entropy = 0;
    for (int c : counts) {
      if (c > 0) {
        double share = (double) c / sum;
        entropy -= share * Math.log(share);
      }
    }
    return entropy / Math.log(2);
  }
}
