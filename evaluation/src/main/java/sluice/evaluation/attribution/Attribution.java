package sluice.evaluation.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.slices.Slice;

/**
 * For every relevant item of every user the one stage at which the funnel lost it, or that it was
 * shown.
 *
 * <p>Asked in this order, the first that holds: shown in the slate; outside the catalogue; not
 * eligible; brought by no source; not in the fused list; not among the first k of the ranker, with
 * k the slate's size; else removed after ranking. Every pair therefore has exactly one {@link
 * Fate}, and counts add up to the number of relevant items. Cost: one pass over all lists.
 * Immutable.
 */
public final class Attribution {
  private final Judgements judged;
  private final List<String> sourceNames;

  /** Per row of the judgements, null where it is not relevant. */
  private final @Nullable Fate[] fates;

  /** Per row the sources that brought it, as bits. */
  private final long[] brought;

  /** Says which items a request may be given. */
  @FunctionalInterface
  public interface Eligible {
    /** Says whether an item of the catalogue may be recommended to a user of the judgements. */
    boolean test(int user, int item);
  }

  /**
   * The lists of a funnel's stages; each run has the users of the judgements.
   *
   * @param sources the sources that are fused, up to 64
   * @param fusion the fused lists
   * @param ranked the order of the ranker that is served
   * @param slate what is shown
   */
  public record Funnel(List<Run> sources, Run fusion, Run ranked, Run slate) {
    /** Checks and copies. */
    public Funnel {
      sources = List.copyOf(sources);
      if (sources.size() > Long.SIZE) {
        throw new IllegalArgumentException(sources.size() + " sources; at most " + Long.SIZE);
      }
    }
  }

  private Attribution(
      Judgements judged, List<String> sourceNames, @Nullable Fate[] fates, long[] brought) {
    this.judged = judged;
    this.sourceNames = sourceNames;
    this.fates = fates;
    this.brought = brought;
  }

  /** Attributes every relevant item. */
  public static Attribution of(Judgements judged, Funnel funnel, Eligible eligible) {
    int rows = judged.start(judged.users());
    @Nullable Fate[] fates = new Fate[rows];
    long[] brought = new long[rows];
    int[] rowOf = new int[judged.itemBound()];
    Arrays.fill(rowOf, -1);
    for (int u = 0; u < judged.users(); u++) {
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        rowOf[judged.item(row)] = row;
      }
      for (int s = 0; s < funnel.sources().size(); s++) {
        Run source = funnel.sources().get(s);
        for (int place = 0; place < source.size(u); place++) {
          int row = row(rowOf, source.item(u, place));
          if (row >= 0) {
            brought[row] |= 1L << s;
          }
        }
      }
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        fates[row] =
            judged.relevant(row, Optional.empty())
                ? fate(judged, funnel, eligible, u, row, brought[row])
                : null;
      }
      for (int row = judged.start(u); row < judged.start(u + 1); row++) {
        rowOf[judged.item(row)] = -1;
      }
    }
    return new Attribution(
        judged, funnel.sources().stream().map(Run::system).toList(), fates, brought);
  }

  private static int row(int[] rowOf, int item) {
    return item < rowOf.length ? rowOf[item] : -1;
  }

  private static Fate fate(
      Judgements judged, Funnel funnel, Eligible eligible, int user, int row, long brought) {
    int item = judged.item(row);
    if (place(funnel.slate(), user, item) >= 0) {
      return Fate.SHOWN;
    }
    if (item >= judged.catalogue().size()) {
      return Fate.OUTSIDE_CATALOGUE;
    }
    if (!eligible.test(user, item)) {
      return Fate.NOT_ELIGIBLE;
    }
    if (brought == 0) {
      return Fate.NOT_RETRIEVED;
    }
    if (place(funnel.fusion(), user, item) < 0) {
      return Fate.CUT_BY_FUSION;
    }
    int ranked = place(funnel.ranked(), user, item);
    return ranked < 0 || ranked >= funnel.slate().length()
        ? Fate.RANKED_TOO_LOW
        : Fate.REMOVED_AFTER_RANKING;
  }

  /** Returns the place of an item in a user's list from 0, or -1. */
  public static int place(Run run, int user, int item) {
    for (int place = 0; place < run.size(user); place++) {
      if (run.item(user, place) == item) {
        return place;
      }
    }
    return -1;
  }

  /** Returns the fate of a row of the judgements; none where it is not relevant. */
  public Optional<Fate> fate(int row) {
    return Optional.ofNullable(fates[row]);
  }

  /** Returns the number of relevant items by fate, every fate in its order. */
  public Map<Fate, Integer> counts() {
    return counts(Slice.of("rows", "all", fates.length, row -> true));
  }

  /** Returns the number of relevant items of a slice of the judgements' rows by fate. */
  public Map<Fate, Integer> counts(Slice rows) {
    Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
    for (Fate fate : Fate.values()) {
      counts.put(fate, 0);
    }
    for (int i = 0; i < rows.size(); i++) {
      Fate fate = fates[rows.member(i)];
      if (fate != null) {
        counts.merge(fate, 1, Integer::sum);
      }
    }
    return counts;
  }

  /**
   * What one source did for the relevant items.
   *
   * @param source its name
   * @param brought relevant items it brought
   * @param alone of these, which no other source brought
   * @param cut of these, which fusion cut
   * @param shown of these, which were shown in the end
   * @param shownAlone of those shown, which only it brought
   */
  public record SourceShare(
      String source, int brought, int alone, int cut, int shown, int shownAlone) {}

  /** Returns what each source did, in the order of the sources. */
  public List<SourceShare> sources() {
    int[][] n = new int[sourceNames.size()][5];
    for (int row = 0; row < fates.length; row++) {
      if (fates[row] == null) {
        continue;
      }
      boolean shown = fates[row] == Fate.SHOWN;
      for (int s = 0; s < n.length; s++) {
        if ((brought[row] & 1L << s) == 0) {
          continue;
        }
        boolean alone = brought[row] == 1L << s;
        n[s][0]++;
        n[s][1] += alone ? 1 : 0;
        n[s][2] += fates[row] == Fate.CUT_BY_FUSION ? 1 : 0;
        n[s][3] += shown ? 1 : 0;
        n[s][4] += shown && alone ? 1 : 0;
      }
    }
    List<SourceShare> shares = new ArrayList<>();
    for (int s = 0; s < n.length; s++) {
      shares.add(new SourceShare(sourceNames.get(s), n[s][0], n[s][1], n[s][2], n[s][3], n[s][4]));
    }
    return List.copyOf(shares);
  }

  /** Returns the judgements whose items were followed. */
  public Judgements judgements() {
    return judged;
  }
}
