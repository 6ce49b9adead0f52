package sluice.candidates.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.TopK;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * One score an item, the same for everyone: the best come first, so that a request costs little
 * more than the items it gets.
 *
 * <p>Every item has a score, so that n always come back where n are eligible. Immutable, safe for
 * use by many threads.
 */
final class FixedScores implements CandidateSource {
  private static final String FILE = "scores.arrays";

  private final String name;
  private final int[] order;
  private final float[] scores;

  /** Orders the items by scores, which are numbers. */
  FixedScores(String name, float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < scores.length; i++) {
      int bits = Float.floatToIntBits(scores[i] + 0f);
      int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      keys[i] = (long) ~ascending << 32 | i;
    }
    Arrays.sort(keys);
    this.name = name;
    this.order = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    this.scores = scores;
  }

  /** Returns the scores themselves, not a copy: for reading only. */
  float[] scores() {
    return scores;
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
      // after n only those that score like the n-th may still be among them
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

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      out.floats("scores", scores);
    }
  }

  /** Reads what {@link #write} wrote. */
  static FixedScores read(String name, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      float[] scores = in.floats("scores");
      in.finish();
      return new FixedScores(name, scores);
    }
  }
}
