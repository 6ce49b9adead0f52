package sluice.pipeline.funnel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.Embedding;
import sluice.core.EntityTable;
import sluice.core.FittingPart;
import sluice.core.ItemVectors;
import sluice.core.JudgedRequest;
import sluice.core.ReportSection;
import sluice.core.UserError;
import sluice.evaluation.Judgements;
import sluice.evaluation.Run;
import sluice.evaluation.beyond.BeyondAccuracy;
import sluice.evaluation.beyond.BeyondMeasure;
import sluice.evaluation.beyond.BeyondMeasureType;
import sluice.evaluation.beyond.CatalogueCategories;
import sluice.evaluation.beyond.ListContext;
import sluice.evaluation.significance.Interval;
import sluice.pipeline.config.EvaluationSettings;

/**
 * The section of the report on what the lists of the first fold are worth beyond their hits.
 *
 * <p>Popularity, categories and vectors are those of the fitting part.
 */
final class BeyondLists {
  private static final int RESAMPLES = 500;
  private static final int TOP = 10;
  private static final int[] TAIL = {0, 1, 2, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100};

  private final FoldRun.Outcome fold;
  private final EvaluationSettings settings;
  private final long seed;
  private final int threads;
  private final Optional<String> category;
  private final Optional<Embedding> embedding;

  BeyondLists(FoldRun.Outcome fold, EvaluationSettings settings, long seed, int threads) {
    this.fold = fold;
    this.settings = settings;
    this.seed = seed;
    this.threads = threads;
    EntityTable items = fold.fold().fitting().items();
    this.category =
        settings.category().equals(EvaluationSettings.AUTO)
            ? firstCategory(items)
            : Optional.of(settings.category());
    List<Embedding> all = fold.funnel().retrieval().embeddings();
    // What an item is about, where it is known: a collaborative vector knows nothing of a new item.
    this.embedding =
        all.stream()
            .filter(e -> e.name().equals("content"))
            .findFirst()
            .or(() -> all.stream().findFirst());
  }

  /** Refuses a column that is no category of items. */
  static void check(String category, EntityTable items) {
    if (!category.equals(EvaluationSettings.AUTO)
        && !(items.columns().get(category) instanceof Column.Categories)) {
      List<String> known = categories(items);
      throw new UserError(
          "evaluation.category: \""
              + category
              + "\" is no category or set column of items."
              + ConfigNode.didYouMean(category, known)
              + " There are: "
              + (known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }

  private static List<String> categories(EntityTable items) {
    return items.columns().entrySet().stream()
        .filter(c -> c.getValue() instanceof Column.Categories)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The first column of sets, else the first category. */
  private static Optional<String> firstCategory(EntityTable items) {
    List<String> all = categories(items);
    return all.stream()
        .filter(name -> sets((Column.Categories) Objects.requireNonNull(items.columns().get(name))))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  private static boolean sets(Column.Categories column) {
    return IntStream.range(0, column.size()).anyMatch(row -> column.count(row) > 1);
  }

  /** Returns the section. */
  ReportSection section(Judgements judged, List<Run> runs) {
    List<BeyondMeasure> measures = settings.beyond();
    BeyondAccuracy beyond = new BeyondAccuracy(judged, context(measures), threads);
    List<List<BeyondAccuracy.Value>> values = beyond.of(runs, measures, RESAMPLES, seed);
    List<ReportSection.Block> blocks = new ArrayList<>();
    blocks.add(new ReportSection.Text(words()));
    TreeSet<Integer> at = new TreeSet<>();
    for (List<BeyondAccuracy.Value> own : values) {
      own.forEach(v -> at.add(measures.indexOf(v.measure())));
    }
    List<BeyondMeasure> shown = at.stream().map(measures::get).toList();
    if (shown.isEmpty()) {
      blocks.add(new ReportSection.Text("None of the measures can be computed on this data."));
      return new ReportSection("beyond-accuracy", "Beyond accuracy", blocks);
    }
    blocks.add(figures(runs, values, shown));
    blocks.add(longTail(runs, ItemUsers.count(fold.fold().fitting())));
    blocks.add(
        new ReportSection.Details(
            "What each measure is, and its 95 % intervals",
            List.of(contracts(shown), intervals(runs, values, shown))));
    return new ReportSection("beyond-accuracy", "Beyond accuracy", blocks);
  }

  private String words() {
    return "What the lists are worth beyond their hits. Read a row against the served ranker's: no"
        + " figure is good by itself, for random lists reach, surprise and vary the most and please"
        + " nobody; look for a system that gains here and keeps its accuracy."
        + category
            .map(c -> " Categories are the items' column " + c + ".")
            .orElse(" The items have no categories.")
        + embedding
            .map(e -> " Vectors are of the embedding " + e.name() + ".")
            .orElse(" There is no embedding.");
  }

  private static ReportSection.Table figures(
      List<Run> runs, List<List<BeyondAccuracy.Value>> values, List<BeyondMeasure> shown) {
    List<String> columns = new ArrayList<>(List.of("System"));
    shown.forEach(m -> columns.add(m.name() + arrow(m)));
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      List<Object> row = new ArrayList<>(List.of(runs.get(r).system()));
      for (BeyondMeasure m : shown) {
        row.add(cell(find(values.get(r), m).map(v -> v.interval().mean())));
      }
      rows.add(row);
    }
    return new ReportSection.Table(
        "Systems beyond accuracy (↑ more is better, ↓ less, no arrow: neither)", columns, rows);
  }

  private static String arrow(BeyondMeasure m) {
    return switch (m.type().better()) {
      case HIGHER -> " ↑";
      case LOWER -> " ↓";
      case NEITHER -> "";
    };
  }

  private static Object cell(Optional<Double> value) {
    return value.filter(v -> !Double.isNaN(v)).<Object>map(v -> v).orElse("–");
  }

  private static Optional<BeyondAccuracy.Value> find(
      Collection<BeyondAccuracy.Value> values, BeyondMeasure measure) {
    return values.stream().filter(v -> v.measure().equals(measure)).findFirst();
  }

  /** How the places of lists spread over the catalogue, next to how the interactions do. */
  private ReportSection.Chart longTail(List<Run> runs, int[] popularity) {
    Integer[] order = IntStream.range(0, popularity.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingInt((Integer i) -> -popularity[i]));
    Map<String, int[]> counts = new LinkedHashMap<>();
    counts.put("users in the data", popularity);
    for (Run run : runs) {
      if (run.system().equals(fold.evaluation().served()) || run.system().equals("fusion")) {
        int[] places = new int[popularity.length];
        for (int u = 0; u < run.users(); u++) {
          for (int place = 0; place < Math.min(TOP, run.size(u)); place++) {
            places[run.item(u, place)]++;
          }
        }
        counts.put("places, " + run.system(), places);
      }
    }
    List<ReportSection.Series> series = new ArrayList<>();
    counts.forEach((name, of) -> {
      double all = Math.max(1, Arrays.stream(of).sum());
      List<Double> shares = new ArrayList<>();
      double sum = 0;
      int taken = 0;
      for (int share : TAIL) {
        for (; taken < (long) share * order.length / 100; taken++) {
          sum += of[order[taken]];
        }
        shares.add(100 * sum / all);
      }
      series.add(new ReportSection.Series(name, shares));
    });
    return new ReportSection.Chart(
        "Long tail: what the most popular items get",
        "A line above that of the data is of lists that favour popular items, one below it of lists"
            + " that reach further down the tail (first "
            + TOP
            + " places).",
        ReportSection.Chart.Kind.CURVE,
        "most popular items, per cent of the catalogue",
        "per cent of all",
        Arrays.stream(TAIL).mapToObj(Integer::toString).toList(),
        series);
  }

  private static ReportSection.Table contracts(List<BeyondMeasure> shown) {
    return new ReportSection.Table(
        "Measures beyond accuracy",
        List.of("Measure", "What it is", "Better", "Contract"),
        shown.stream()
            .map(m ->
                List.<Object>of(
                    m.name(),
                    m.type().summary(),
                    m.type().better().name().toLowerCase(Locale.ROOT),
                    m.type().description()))
            .toList());
  }

  private static ReportSection.Table intervals(
      List<Run> runs, List<List<BeyondAccuracy.Value>> values, List<BeyondMeasure> shown) {
    List<BeyondMeasure> perUser = shown.stream().filter(m -> !m.type().ofTheSystem()).toList();
    List<String> columns = new ArrayList<>(List.of("System"));
    perUser.forEach(m -> columns.add(m.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      List<Object> row = new ArrayList<>(List.of(runs.get(r).system()));
      for (BeyondMeasure m : perUser) {
        row.add(
            find(values.get(r), m)
                .map(BeyondAccuracy.Value::interval)
                .filter(i -> !Double.isNaN(i.low()))
                .map(BeyondLists::written)
                .orElse("–"));
      }
      rows.add(row);
    }
    return new ReportSection.Table(
        "95 % intervals over users (bootstrap, " + RESAMPLES + " resamples)", columns, rows);
  }

  private static String written(Interval i) {
    return String.format(Locale.ROOT, "%.4g – %.4g", i.low(), i.high());
  }

  private ListContext context(List<BeyondMeasure> measures) {
    FittingPart part = fold.fold().fitting();
    int[] popularity = ItemUsers.count(part);
    int depth =
        measures.stream()
            .filter(m -> m.type().needs() == BeyondMeasureType.Needs.POPULAR_ITEMS)
            .mapToInt(BeyondMeasure::cutoff)
            .max()
            .orElse(0);
    int[] order =
        IntStream.range(0, popularity.length)
            .boxed()
            .sorted((a, b) ->
                popularity[a] != popularity[b]
                    ? popularity[b] - popularity[a]
                    : Long.compare(part.catalogue().hash(a), part.catalogue().hash(b)))
            .mapToInt(i -> i)
            .toArray();
    List<JudgedRequest> requests = fold.fold().test();
    int[][] histories = new int[requests.size()][];
    int[][] popular = new int[requests.size()][];
    for (int u = 0; u < histories.length; u++) {
      histories[u] = requests.get(u).request().history().items();
      popular[u] = first(order, fold.funnel().eligible(requests.get(u).request()), depth);
    }
    Optional<ItemVectors> vectors = embedding.map(Embedding::items);
    return new ListContext(
        popularity,
        Math.max(1, ItemUsers.users(part)),
        category.map(name -> categories(part, name)),
        vectors,
        histories,
        popular);
  }

  private static int[] first(int[] order, IntPredicate eligible, int depth) {
    return Arrays.stream(order).filter(eligible).limit(depth).toArray();
  }

  private static CatalogueCategories categories(FittingPart part, String name) {
    Column.Categories column =
        (Column.Categories) Objects.requireNonNull(part.items().columns().get(name));
    int n = part.catalogue().size();
    int[] offsets = new int[n + 1];
    int[][] sets = new int[n][];
    for (int i = 0; i < n; i++) {
      int row = part.items().row(i, part.asOf());
      sets[i] =
          row < 0
              ? new int[0]
              : IntStream.range(0, column.count(row))
                  .map(k -> column.code(row, k))
                  .sorted()
                  .distinct()
                  .toArray();
      offsets[i + 1] = offsets[i] + sets[i].length;
    }
    return new CatalogueCategories(
        offsets, Arrays.stream(sets).flatMapToInt(Arrays::stream).toArray());
  }
}
