package sluice.candidates.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * What most users interacted with: the sum of the positive weights of an item's interactions, the
 * same for everyone.
 *
 * <p>With a window only the interactions of the last days before the part's end count; with a
 * half-life an interaction counts 2^(−age / half-life). Every item has a score, the untouched 0, so
 * that n always come back where n are eligible. Immutable, safe for use by many threads.
 */
public final class PopularitySource implements CandidateSource {
  static final String FILE = "popularity.arrays";

  private static final double DAY = 86_400_000;

  private final String name;
  private final int[] order;
  private final float[] scores;

  private PopularitySource(String name, int[] order, float[] scores) {
    this.name = name;
    this.order = order;
    this.scores = scores;
  }

  /**
   * Counts.
   *
   * @param part what may be learned from; where its times mean nothing, window and half-life are
   *     left out
   * @param windowDays how far back is counted, infinite for all of it
   * @param halfLifeDays after how many days an interaction counts half, infinite for never
   */
  public static PopularitySource fit(
      String name, FittingPart part, double windowDays, double halfLifeDays) {
    Interactions rows = part.interactions();
    double[] sums = new double[part.catalogue().size()];
    long end = end(part);
    for (int i = 0; i < rows.size(); i++) {
      double weight = rows.weight(i);
      if (weight > 0) {
        double days = part.timed() ? (end - rows.time(i)) / DAY : 0;
        if (days <= windowDays) {
          sums[rows.item(i)] += weight * Math.pow(2, -days / halfLifeDays);
        }
      }
    }
    float[] scores = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      scores[i] = (float) sums[i];
    }
    return of(name, scores);
  }

  /** Writes the scores. */
  public void write(ArrayWriter out) {
    out.floats("popularity", scores);
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      write(out);
    }
  }

  /** Reads a source that {@link #write(ArrayWriter)} wrote. */
  public static PopularitySource read(String name, ArrayReader in) {
    return of(name, in.floats("popularity"));
  }

  private static PopularitySource of(String name, float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < scores.length; i++) {
      // Scores are 0 or more, so their bits sort like themselves; inverted for the best first.
      keys[i] = (long) ~Float.floatToIntBits(scores[i]) << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int k = 0; k < order.length; k++) {
      order[k] = (int) keys[k];
    }
    return new PopularitySource(name, order, scores);
  }

  /** The end of the part: its as-of time, or just after its last interaction where it has none. */
  private static long end(FittingPart part) {
    if (part.asOf() != Long.MAX_VALUE || part.interactions().size() == 0) {
      return part.asOf();
    }
    return part.interactions().time(part.interactions().size() - 1) + 1;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean exhaustive() {
    return true;
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    int most = Math.min(n, order.length);
    TopK top = new TopK(most);
    top.reset(ties);
    float last = Float.NEGATIVE_INFINITY;
    for (int item : order) {
      // the best come first: after n only those that score like the n-th may still be among them
      if (most == 0 || scores[item] < last) {
        break;
      }
      if (eligible.test(item)) {
        top.offer(item, scores[item]);
        if (top.size() == most && last == Float.NEGATIVE_INFINITY) {
          last = scores[item];
        }
      }
    }
    return top.take();
  }
}
