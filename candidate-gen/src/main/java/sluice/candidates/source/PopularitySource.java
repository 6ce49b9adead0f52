package sluice.candidates.source;

import java.nio.file.Path;
import java.util.function.IntPredicate;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
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

  private final FixedScores scores;

  private PopularitySource(String name, float[] scores) {
    this.scores = new FixedScores(name, scores);
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
    Counting counting = Counting.of(part, windowDays, halfLifeDays);
    double[] sums = new double[part.catalogue().size()];
    for (int row = 0; row < rows.size(); row++) {
      sums[rows.item(row)] += counting.weight(row);
    }
    float[] scores = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      scores[i] = (float) sums[i];
    }
    return new PopularitySource(name, scores);
  }

  /** Writes the scores. */
  public void write(ArrayWriter out) {
    out.floats("popularity", scores.scores());
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      write(out);
    }
  }

  /** Reads a source that {@link #write(ArrayWriter)} wrote. */
  public static PopularitySource read(String name, ArrayReader in) {
    return new PopularitySource(name, in.floats("popularity"));
  }

  @Override
  public String name() {
    return scores.name();
  }

  @Override
  public boolean exhaustive() {
    return true;
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    return scores.retrieve(request, eligible, ties, n);
  }
}
