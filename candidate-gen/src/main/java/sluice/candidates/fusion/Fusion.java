package sluice.candidates.fusion;

import java.util.List;
import sluice.core.Catalogue;
import sluice.core.RankedItems;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * Makes one list of the lists of several sources: each item's score is the sum of what each list
 * gives it.
 *
 * <p>{@code reciprocal-rank} (Cormack, Clarke, Büttcher 2009) gives w / (k + rank), {@code
 * weighted} w times the score scaled to 0 … 1 within the list. A source that brings nothing gives
 * nothing. Sums run in double, in the order of the sources. Immutable, safe for use by many
 * threads; each thread keeps 12 bytes an item of the catalogue.
 */
public final class Fusion {
  private final FusionSettings settings;
  private final double[] weights;
  private final ThreadLocal<Sums> sums;

  /**
   * Makes a fusion.
   *
   * @param settings the method and its numbers
   * @param sources the names of the sources, in the order of the lists that will come
   * @param catalogue whose items are fused
   */
  public Fusion(FusionSettings settings, List<String> sources, Catalogue catalogue) {
    this(settings, settings.weightsOf(sources), catalogue);
  }

  private Fusion(FusionSettings settings, double[] weights, Catalogue catalogue) {
    this.settings = settings;
    this.weights = weights;
    this.sums = ThreadLocal.withInitial(() -> new Sums(catalogue.size()));
  }

  /** Fuses, and keeps as many as the settings say; see {@link #fuse(List, TieBreak, int)}. */
  public RankedItems fuse(List<RankedItems> lists, TieBreak ties) {
    return fuse(lists, ties, settings.n());
  }

  /**
   * Fuses.
   *
   * @param lists one a source, in the order of the sources
   * @param ties the order among equal sums
   * @param n how many to keep
   */
  public RankedItems fuse(List<RankedItems> lists, TieBreak ties, int n) {
    if (lists.size() != weights.length) {
      throw new IllegalArgumentException(lists.size() + " lists of " + weights.length + " sources");
    }
    Sums s = sums.get();
    s.clear();
    for (int l = 0; l < weights.length; l++) {
      RankedItems list = lists.get(l);
      switch (settings.type()) {
        case RECIPROCAL_RANK -> {
          double k = settings.k().orElseThrow();
          for (int r = 0; r < list.size(); r++) {
            s.add(list.item(r), weights[l] / (k + r + 1));
          }
        }
        case WEIGHTED -> addScaled(list, weights[l], s);
      }
    }
    TopK top = new TopK(Math.min(n, s.size));
    top.reset(ties);
    for (int i = 0; i < s.size; i++) {
      top.offer(s.touched[i], (float) s.values[s.touched[i]]);
    }
    return top.take();
  }

  /** The best of a list counts w, the last 0; where all score the same, each counts w. */
  private static void addScaled(RankedItems list, double weight, Sums s) {
    if (list.size() == 0) {
      return;
    }
    double best = list.score(0);
    double range = best - list.score(list.size() - 1);
    for (int r = 0; r < list.size(); r++) {
      double scaled = range > 0 ? 1 - (best - list.score(r)) / range : 1;
      s.add(list.item(r), weight * scaled);
    }
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
