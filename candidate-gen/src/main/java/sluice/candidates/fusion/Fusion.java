package sluice.candidates.fusion;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sluice.core.Catalogue;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * Makes one list of the lists of several sources: each item's score is the sum of what its place in
 * each list is worth, see {@link FusionWeights}.
 *
 * <p>{@code reciprocal-rank} (Cormack, Clarke, Büttcher 2009) gives w / (k + rank), {@code
 * weighted} w times the score scaled to 0 … 1 within the list. A source that brings nothing gives
 * nothing. The first items of a source that has a quota are kept whatever their sum. Sums run in
 * double, in the order of the sources. Immutable, safe for use by many threads; each thread keeps
 * 12 bytes an item of the catalogue.
 */
public final class Fusion {
  /** Ranks whose worth is computed once. */
  private static final int PRECOMPUTED = 512;

  private final FusionWeights weights;
  private final int n;
  private final int[] quotas;
  private final double[][] byRank;
  private final ThreadLocal<Sums> sums;

  /**
   * Makes a fusion.
   *
   * @param settings how many items are kept, and the quotas
   * @param weights of the sources, in the order of the lists that will come
   * @param catalogue whose items are fused
   */
  public Fusion(FusionSettings settings, FusionWeights weights, Catalogue catalogue) {
    this.weights = weights;
    this.n = settings.n();
    this.quotas =
        weights.sources().stream()
            .mapToInt(s -> settings.quotas().getOrDefault(s.name(), 0))
            .toArray();
    this.byRank = new double[weights.sources().size()][PRECOMPUTED];
    for (int s = 0; s < byRank.length; s++) {
      for (int r = 0; r < PRECOMPUTED; r++) {
        byRank[s][r] = weights.sources().get(s).at(r + 1, weights.k());
      }
    }
    this.sums = ThreadLocal.withInitial(() -> new Sums(catalogue.size()));
  }

  /** Returns what the places are worth. */
  public FusionWeights weights() {
    return weights;
  }

  /** Fuses, and keeps as many as the settings say; see {@link #fuse(List, TieBreak, int)}. */
  public RankedItems fuse(List<RankedItems> lists, TieBreak ties) {
    return fuse(lists, ties, n);
  }

  /**
   * Fuses.
   *
   * @param lists one a source, in the order of the sources
   * @param ties the order among equal sums
   * @param most how many to keep
   */
  public RankedItems fuse(List<RankedItems> lists, TieBreak ties, int most) {
    if (lists.size() != byRank.length) {
      throw new IllegalArgumentException(lists.size() + " lists of " + byRank.length + " sources");
    }
    Sums s = sums.get();
    s.clear();
    for (int l = 0; l < byRank.length; l++) {
      add(lists.get(l), l, s);
    }
    TopK top = new TopK(Math.min(most, s.size));
    top.reset(ties);
    for (int i = 0; i < s.size; i++) {
      top.offer(s.touched[i], (float) s.values[s.touched[i]]);
    }
    RankedItems fused = top.take();
    return Arrays.stream(quotas).allMatch(q -> q == 0) ? fused : withQuotas(fused, lists, s, ties);
  }

  /** The best score of a list is scaled to 1, the last to 0; where all are the same, each to 1. */
  private void add(RankedItems list, int source, Sums s) {
    if (list.size() == 0) {
      return;
    }
    FusionWeights.Source w = weights.sources().get(source);
    double[] places = byRank[source];
    double best = list.score(0);
    double range = best - list.score(list.size() - 1);
    double scale = range > 0 ? w.score() / range : 0;
    for (int r = 0; r < list.size(); r++) {
      double place = r < PRECOMPUTED ? places[r] : w.at(r + 1, weights.k());
      s.add(list.item(r), place + w.score() - (best - list.score(r)) * scale);
    }
  }

  /** Lets the first items of sources with a quota take the last places of others. */
  private RankedItems withQuotas(
      RankedItems fused, List<RankedItems> lists, Sums s, TieBreak ties) {
    Set<Integer> kept = new LinkedHashSet<>();
    for (int l = 0; l < quotas.length; l++) {
      for (int r = 0; r < Math.min(quotas[l], lists.get(l).size()); r++) {
        if (kept.size() < fused.size()) {
          kept.add(lists.get(l).item(r));
        }
      }
    }
    for (int place = 0; kept.size() < fused.size(); place++) {
      kept.add(fused.item(place));
    }
    TopK top = new TopK(kept.size());
    top.reset(ties);
    kept.forEach(item -> top.offer(item, (float) s.values[item]));
    return top.take();
  }

  /** Sums by item that are cleared in time proportional to what was touched. */
  private static final class Sums {
    private final double[] values;
    private final boolean[] held;
    private int[] touched = new int[1024];
    private int size;

    Sums(int items) {
      values = new double[items];
      held = new boolean[items];
    }

    void clear() {
      for (int i = 0; i < size; i++) {
        values[touched[i]] = 0;
        held[touched[i]] = false;
      }
      size = 0;
    }

    void add(int item, double amount) {
      if (!held[item]) {
        held[item] = true;
        if (size == touched.length) {
          touched = java.util.Arrays.copyOf(touched, size * 2);
        }
        touched[size++] = item;
      }
      values[item] += amount;
    }
  }
}
