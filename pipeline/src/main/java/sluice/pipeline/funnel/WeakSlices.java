package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.core.text.NumberText;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.UserValues;
import sluice.evaluation.slices.Slice;
import sluice.evaluation.slices.SliceSearch;
import sluice.ranking.settings.RankingSettings;

/**
 * The section of the report on where the served ranker is weakest: slices of users and of relevant
 * items that were found by looking at all of them and at their pairs.
 */
final class WeakSlices {
  private static final int SHUFFLES = 1_000;
  private static final int LEAST = 30;
  private static final int SHOWN = 6;
  private static final int CUTOFF = 20;

  private final UserValues values;
  private final Measure measure;
  private final String served;
  private final long seed;
  private final int threads;
  private int looked;
  private boolean sure;
  private String worst = "No slice of users is weaker than the rest.";

  WeakSlices(UserValues values, Measure measure, String served, long seed, int threads) {
    this.values = values;
    this.measure = measure;
    this.served = served;
    this.seed = seed;
    this.threads = threads;
  }

  /** Returns in a sentence which users are served worst; to be asked after the section is made. */
  String worst() {
    return worst;
  }

  /**
   * Returns the section.
   *
   * @param users slices of the users of all folds, by group
   * @param judged the first fold's judgements
   * @param slate the first fold's slates
   * @param pairs slices of the first fold's relevant pairs, by group
   */
  ReportSection section(
      List<List<Slice>> users, Judgements judged, Run slate, List<List<Slice>> pairs) {
    List<ReportSection.Table> tables = new ArrayList<>();
    double[] own = values.column(measure, values.system(served));
    int[] counted =
        own == null
            ? new int[0]
            : IntStream.range(0, own.length).filter(u -> !Double.isNaN(own[u])).toArray();
    if (own != null && counted.length > 0) {
      List<Slice> candidates = candidates(users, counted);
      List<SliceSearch.Found> weakest =
          search(Arrays.stream(counted).mapToDouble(u -> own[u]).toArray(), candidates);
      if (!weakest.isEmpty()) {
        worst = words(weakest.getFirst());
      }
      tables.add(table("Users: " + measure + " of " + served, "users", weakest, Figure::measure));
      double[] base = values.column(measure, values.system(RankingSettings.BASELINE));
      if (base != null && !served.equals(RankingSettings.BASELINE)) {
        tables.add(
            table(
                "Users: what " + served + " gains over the retrieval order, in " + measure,
                "users",
                search(
                    Arrays.stream(counted).mapToDouble(u -> own[u] - base[u]).toArray(),
                    candidates),
                Figure::difference));
      }
    }
    tables.add(items(judged, slate, pairs));
    tables.removeIf(table -> table.rows().isEmpty());
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            "All slices by history, time and columns, and all pairs of them with at least "
                + LEAST
                + " members, were looked at ("
                + looked
                + " in all); these lie furthest below the rest. Who looks at many slices finds a"
                + " weak one by chance: p says how often shuffled values would give a slice as weak"
                + " as this one among all that were looked at."
                + (sure
                    ? ""
                    : " None is shown to be weaker than the rest; what stands here may well be"
                        + " chance.")));
    tables.stream().limit(1).forEach(blocks::add);
    if (tables.size() > 1) {
      blocks.add(
          new ReportSection.Details(
              "Where ranking gains least, and which items are shown least",
              List.copyOf(tables.subList(1, tables.size()))));
    }
    return new ReportSection("weak-slices", "Where it is weakest", blocks);
  }

  private ReportSection.Table items(Judgements judged, Run slate, List<List<Slice>> pairs) {
    int n = judged.start(judged.users());
    int[] relevant =
        IntStream.range(0, n)
            .filter(row -> judged.relevant(row, java.util.Optional.empty()))
            .toArray();
    double[] shown = new double[relevant.length];
    int[] user = new int[n];
    for (int u = 0; u < judged.users(); u++) {
      Arrays.fill(user, judged.start(u), judged.start(u + 1), u);
    }
    int cutoff = Math.min(CUTOFF, slate.length());
    for (int i = 0; i < relevant.length; i++) {
      int u = user[relevant[i]];
      for (int place = 0; place < Math.min(cutoff, slate.size(u)); place++) {
        shown[i] += slate.item(u, place) == judged.item(relevant[i]) ? 1 : 0;
      }
    }
    int[] strata = Arrays.stream(relevant).map(row -> user[row]).toArray();
    List<SliceSearch.Found> found =
        search(new SliceSearch(shown, strata), candidates(pairs, relevant));
    return table(
        "Relevant items, held against the same user's others: share shown in the first " + cutoff,
        "relevant items",
        found,
        Figure::share);
  }

  /** Singles and pairs of different groups, as slices of the rows that count. */
  private List<Slice> candidates(List<List<Slice>> groups, int[] counted) {
    List<List<Slice>> own =
        groups.stream()
            .map(group ->
                group.stream()
                    .map(s ->
                        Slice.of(s.group(), s.label(), counted.length, i -> s.contains(counted[i])))
                    .filter(s -> s.size() >= LEAST)
                    .toList())
            .toList();
    List<Slice> all = new ArrayList<>();
    own.forEach(group -> group.stream().filter(s -> isNew(s, all)).forEach(all::add));
    for (int a = 0; a < own.size(); a++) {
      for (int b = a + 1; b < own.size(); b++) {
        for (Slice one : own.get(a)) {
          for (Slice other : own.get(b)) {
            Slice both = one.and(other);
            if (both.size() >= LEAST && both.size() < Math.min(one.size(), other.size())) {
              all.add(both);
            }
          }
        }
      }
    }
    looked += all.size();
    return all;
  }

  private List<SliceSearch.Found> search(double[] of, List<Slice> slices) {
    return search(new SliceSearch(of, new int[of.length]), slices);
  }

  private List<SliceSearch.Found> search(SliceSearch search, List<Slice> slices) {
    List<SliceSearch.Found> shown = new ArrayList<>();
    for (SliceSearch.Found f : search.search(slices, SHUFFLES, seed, threads)) {
      if (f.z() < 0 && shown.size() < SHOWN && shown.stream().noneMatch(s -> covers(s, f))) {
        shown.add(f);
      }
    }
    return shown;
  }

  /** Columns may say the same, such as the missing values of users without a row. */
  private static boolean isNew(Slice slice, List<Slice> all) {
    return all.stream().noneMatch(slice::sameRows);
  }

  /** A pair tells nothing that the half of it, shown above, does not tell. */
  private static boolean covers(SliceSearch.Found shown, SliceSearch.Found pair) {
    return pair.slice().name().contains(shown.slice().name()) && pair.inside() >= shown.inside();
  }

  private String words(SliceSearch.Found found) {
    return "“"
        + found.slice().name()
        + "”: "
        + measure
        + " is "
        + NumberText.measure(found.inside())
        + " for these "
        + NumberText.count(found.slice().size())
        + " users and "
        + NumberText.measure(found.outside())
        + " for the others ("
        + NumberText.pIs(found.pValue())
        + (found.pValue() < 0.05 ? "" : ": this may be chance")
        + ").";
  }

  private ReportSection.Table table(
      String title, String count, List<SliceSearch.Found> found, DoubleFunction<Figure> written) {
    List<List<Object>> rows = new ArrayList<>();
    for (SliceSearch.Found f : found) {
      sure |= f.pValue() < 0.05;
      rows.add(
          List.of(
              f.slice().name(),
              Figure.count(f.slice().size()),
              written.apply(f.inside()),
              written.apply(f.outside()),
              Figure.difference(f.inside() - f.outside()),
              Figure.p(f.pValue())));
    }
    return new ReportSection.Table(
        title, List.of("Slice", count, "inside", "outside", "difference", "p, corrected"), rows);
  }
}
