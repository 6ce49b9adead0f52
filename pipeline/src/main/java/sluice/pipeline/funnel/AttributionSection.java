package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sluice.core.CandidateSource;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Figure;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.attribution.Attribution;
import sluice.evaluation.attribution.Fate;
import sluice.evaluation.slices.Slice;

/**
 * The section of the report on where relevant items are lost: counts over all folds, the picture by
 * slices and the examples of the first.
 */
final class AttributionSection {
  private static final int EXAMPLES = 8;

  private final List<FoldRun.Outcome> folds;
  private final List<Attribution> attributions = new ArrayList<>();

  AttributionSection(List<FoldRun.Outcome> folds, List<Judgements> judged) {
    this.folds = folds;
    for (int f = 0; f < folds.size(); f++) {
      attributions.add(attribution(folds.get(f), judged.get(f)));
    }
  }

  private static Attribution attribution(FoldRun.Outcome fold, Judgements judged) {
    List<Run> sources =
        fold.funnel().retrieval().sources().stream()
            .map(CandidateSource::name)
            .map(name -> fold.evaluation().lists(name).run())
            .toList();
    OfflineEvaluation evaluation = fold.evaluation();
    Eligibility eligible = new Eligibility(fold);
    return Attribution.of(
        judged,
        new Attribution.Funnel(
            sources,
            evaluation.lists("fusion").run(),
            evaluation.lists(evaluation.served()).run(),
            evaluation.lists("slate").run()),
        eligible::test);
  }

  /** Asked user by user, so that each request's rules are looked up once. */
  private static final class Eligibility {
    private final FoldRun.Outcome fold;
    private int user = -1;
    private IntPredicate rules = item -> false;

    Eligibility(FoldRun.Outcome fold) {
      this.fold = fold;
    }

    boolean test(int of, int item) {
      if (of != user) {
        user = of;
        rules = fold.evaluation().funnel().eligible(fold.fold().test().get(of).request());
      }
      return rules.test(item);
    }
  }

  private Map<Fate, Integer> counts() {
    Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
    attributions.forEach(a -> a.counts().forEach((fate, n) -> counts.merge(fate, n, Integer::sum)));
    return counts;
  }

  /** Returns in a sentence what became of the relevant items and at which stage most were lost. */
  String where() {
    Map<Fate, Integer> counts = counts();
    int all = Math.max(1, counts.values().stream().mapToInt(n -> n).sum());
    Fate worst = worst(counts);
    return String.format(
        Locale.ROOT,
        "Of the relevant items %.1f %% are shown. Most are lost because they are %s (%.1f %%).",
        100.0 * of(counts, Fate.SHOWN) / all,
        worst.label(),
        100.0 * of(counts, worst) / all);
  }

  /** Returns what may help where most items are lost. */
  String remedy() {
    return worst(counts()).remedy();
  }

  /** Returns the section; the slices are of the rows of the first fold's judgements. */
  ReportSection section(List<List<Slice>> pairs) {
    Map<Fate, Integer> counts = counts();
    int all = counts.values().stream().mapToInt(n -> n).sum();
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(
        new ReportSection.Text(
            where()
                + " Each is counted at the first stage that lost it, so that the counts add up."));
    blocks.add(picture(pairs));
    blocks.add(table(counts, all));
    blocks.add(new ReportSection.Details("What each source brought, and lost", List.of(sources())));
    blocks.add(examples());
    return new ReportSection("losses", "Where relevant items are lost", blocks);
  }

  private static Fate worst(Map<Fate, Integer> counts) {
    Fate worst = Fate.NOT_RETRIEVED;
    for (Fate fate : Fate.values()) {
      if (fate != Fate.SHOWN && of(counts, fate) > of(counts, worst)) {
        worst = fate;
      }
    }
    return worst;
  }

  private static int of(Map<Fate, Integer> counts, Fate fate) {
    return counts.getOrDefault(fate, 0);
  }

  private ReportSection.Chart picture(List<List<Slice>> pairs) {
    Attribution first = attributions.getFirst();
    List<String> categories = new ArrayList<>(List.of("all"));
    List<Map<Fate, Integer>> parts = new ArrayList<>(List.of(first.counts()));
    for (List<Slice> group : pairs) {
      String name = group.getFirst().group();
      if (name.equals("popularity") || name.equals("users") || name.equals("activity")) {
        for (Slice slice : group) {
          Map<Fate, Integer> counts = first.counts(slice);
          if (counts.values().stream().anyMatch(n -> n > 0)) {
            categories.add(slice.name());
            parts.add(counts);
          }
        }
      }
    }
    List<ReportSection.Series> series = new ArrayList<>();
    for (Fate fate : Fate.values()) {
      List<Double> shares = new ArrayList<>();
      for (Map<Fate, Integer> part : parts) {
        int sum = part.values().stream().mapToInt(n -> n).sum();
        shares.add(sum == 0 ? 0 : 100.0 * of(part, fate) / sum);
      }
      if (shares.stream().anyMatch(share -> share > 0)) {
        series.add(new ReportSection.Series(fate.label(), shares));
      }
    }
    return new ReportSection.Chart(
        "What became of the relevant items, in per cent",
        "Each row is a part of the relevant items; its first segment was shown, the others were"
            + " lost at the stage that the legend names.",
        ReportSection.Chart.Kind.STACKED_BAR,
        "relevant items",
        "per cent",
        categories,
        series);
  }

  private static ReportSection.Table table(Map<Fate, Integer> counts, int all) {
    List<List<Object>> rows = new ArrayList<>();
    counts.forEach((fate, n) -> {
      if (n > 0) {
        rows.add(
            List.of(
                fate.label(),
                Figure.count(n),
                Figure.share((double) n / Math.max(1, all)),
                fate.remedy()));
      }
    });
    return new ReportSection.Table(
        "Relevant items by what became of them",
        List.of("Fate", "relevant items", "share", "What may help"),
        rows);
  }

  private ReportSection.Table sources() {
    List<List<Object>> rows = new ArrayList<>();
    int n = attributions.getFirst().sources().size();
    for (int s = 0; s < n; s++) {
      int[] sum = new int[5];
      String name = "";
      for (Attribution a : attributions) {
        Attribution.SourceShare own = a.sources().get(s);
        name = own.source();
        sum[0] += own.brought();
        sum[1] += own.alone();
        sum[2] += own.cut();
        sum[3] += own.shown();
        sum[4] += own.shownAlone();
      }
      rows.add(
          List.of(
              name,
              Figure.count(sum[0]),
              Figure.count(sum[1]),
              Figure.count(sum[2]),
              Figure.count(sum[3]),
              Figure.count(sum[4])));
    }
    return new ReportSection.Table(
        "Relevant items by the source that brought them",
        List.of("Source", "brought", "only it", "cut by fusion", "shown", "shown, only it"),
        rows);
  }

  private ReportSection.Details examples() {
    FoldRun.Outcome fold = folds.getFirst();
    Attribution found = attributions.getFirst();
    Judgements judged = found.judgements();
    ItemNames names = new ItemNames(fold.fold().fitting());
    List<ReportSection.Block> tables = new ArrayList<>();
    for (Fate fate : Fate.values()) {
      int[] rows =
          IntStream.range(0, judged.start(judged.users()))
              .filter(row -> found.fate(row).filter(f -> f == fate).isPresent())
              .toArray();
      if (fate == Fate.SHOWN || rows.length == 0) {
        continue;
      }
      int shown = Math.min(EXAMPLES, rows.length);
      List<List<Object>> cells = new ArrayList<>();
      for (int e = 0; e < shown; e++) {
        // A fixed stride, so that not one user fills the table.
        int row = rows[(int) ((long) e * rows.length / shown)];
        int user = user(judged, row);
        cells.add(
            List.of(
                judged.userId(user),
                names.name(judged, judged.item(row)),
                best(fold, user, judged.item(row)),
                place(fold, "fusion", user, judged.item(row)),
                place(fold, fold.evaluation().served(), user, judged.item(row))));
      }
      tables.add(
          new ReportSection.Table(
              fate.label(),
              List.of("User", "Relevant item", "Best source", "In fusion", "In the ranker's order"),
              cells));
    }
    return new ReportSection.Details("Examples of lost items, by what became of them", tables);
  }

  private static int user(Judgements judged, int row) {
    int low = 0;
    int high = judged.users() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (judged.start(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static String best(FoldRun.Outcome fold, int user, int item) {
    String best = "–";
    int least = Integer.MAX_VALUE;
    for (CandidateSource source : fold.funnel().retrieval().sources()) {
      int place = Attribution.place(fold.evaluation().lists(source.name()).run(), user, item);
      if (place >= 0 && place < least) {
        least = place;
        best = source.name() + " " + (place + 1);
      }
    }
    return best;
  }

  private static String place(FoldRun.Outcome fold, String system, int user, int item) {
    int place = Attribution.place(fold.evaluation().lists(system).run(), user, item);
    return place < 0 ? "–" : Integer.toString(place + 1);
  }
}
