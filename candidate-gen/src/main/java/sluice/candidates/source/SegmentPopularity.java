package sluice.candidates.source;

import java.nio.file.Path;
import java.util.function.IntPredicate;
import sluice.candidates.neighbour.ItemSums;
import sluice.core.CandidateSource;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * What is popular in the request's segments: score_j = Σ_s share_s · c_sj / Σ_i c_si, with c_sj
 * what the interactions with item j count in segment s.
 *
 * <p>Items without an interaction in the segments are not brought, nor anything for a request of no
 * known segment. Safe for use by many threads; each keeps 5 bytes an item of the catalogue.
 */
final class SegmentPopularity implements CandidateSource {
  private static final String FILE = "segments.arrays";

  private final String name;
  private final SegmentShares shares;
  private final int[] starts;
  private final int[] items;
  private final float[] scores;
  private final ThreadLocal<ItemSums> scratch;

  /**
   * Makes a source.
   *
   * @param catalogue how many items there are
   * @param starts segments + 1 places: where the items of each begin
   * @param items of the segments
   * @param scores one an item of a segment, above 0
   */
  SegmentPopularity(
      String name, SegmentShares shares, int catalogue, int[] starts, int[] items, float[] scores) {
    this.name = name;
    this.shares = shares;
    this.starts = starts;
    this.items = items;
    this.scores = scores;
    this.scratch = ThreadLocal.withInitial(() -> new ItemSums(catalogue));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RankedItems retrieve(Request request, IntPredicate eligible, TieBreak ties, int n) {
    ItemSums sums = scratch.get();
    sums.clear();
    shares.of(
        request,
        (segment, share) -> {
          for (int k = starts[segment]; k < starts[segment + 1]; k++) {
            sums.add(items[k], (float) (share * scores[k]));
          }
        });
    return sums.best(eligible, ties, n);
  }

  @Override
  public void write(Path folder) {
    try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
      out.ints("starts", starts).ints("items", items).floats("scores", scores);
    }
  }

  /** Reads what {@link #write} wrote. */
  static SegmentPopularity read(String name, SegmentShares shares, int catalogue, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      int[] starts = in.ints("starts");
      int[] items = in.ints("items");
      float[] scores = in.floats("scores");
      in.finish();
      return new SegmentPopularity(name, shares, catalogue, starts, items, scores);
    }
  }
}
