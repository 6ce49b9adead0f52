package sluice.evaluation.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import sluice.core.ReportSection;
import sluice.evaluation.Judgements;
import sluice.evaluation.Measure;
import sluice.evaluation.Run;
import sluice.evaluation.Stage;
import sluice.evaluation.UserValues;
import sluice.evaluation.Worlds;
import sluice.evaluation.slices.Slice;

/** A report of random runs with all its parts, for tests and for looking at. Argument: a folder. */
public final class DemoReport {
  /** A title that would break a page which does not escape. */
  static final String HOSTILE = "<script>alert('x')</script> & \"Fish | Chips\" <b>bold</b>";

  private DemoReport() {}

  /** Writes the three forms of the report into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    report(600, 0.62, 2).write(folder);
  }

  /** Returns a report whose served ranker has the given skill; the retrieval order has 0.45. */
  static EvaluationReport report(int users, double skill, int threads) {
    Judgements j = Worlds.judgements(users, 2_000, 12, 1);
    List<Run> runs =
        List.of(
            Worlds.run("random", Stage.REFERENCE, j, 100, 0, 1),
            Worlds.run("popularity", Stage.RETRIEVAL, j, 100, 0.22, 1),
            Worlds.run("lucene", Stage.RETRIEVAL, j, 100, 0.3, 1),
            Worlds.run("hnsw-ials", Stage.RETRIEVAL, j, 100, 0.36, 1).notRepeatable(),
            Worlds.run("hnsw-content", Stage.RETRIEVAL, j, 100, 0.18, 1),
            Worlds.run("fusion", Stage.FUSION, j, 200, 0.45, 1),
            Worlds.run("retrieval-order", Stage.RANKING, j, 200, 0.45, 1),
            Worlds.run("xgboost", Stage.RANKING, j, 200, skill, 1),
            Worlds.run("logistic-regression", Stage.RANKING, j, 200, 0.52, 1),
            Worlds.run("slate", Stage.RERANKING, j, 20, 0.19, 1));
    List<Measure> measures =
        Stream.of(
                "nDCG@10",
                "mAP@10",
                "recall@10",
                "recall@100",
                "nDCG@10[value>=4]",
                "recall@10[value>=4]",
                "nDCG@10(true)")
            .map(Measure::parse)
            .toList();
    UserValues values =
        UserValues.of(
            j,
            runs,
            measures,
            Optional.of((user, out) -> {
              for (int i = 0; i < out.length; i++) {
                out[i] = (i * 31 + user * 17) % 1000 / 1000f;
              }
            }),
            threads);
    Measure headline = measures.getFirst();
    Quality quality = Quality.of(values, headline, "xgboost", 42, threads);
    EvaluationReport.Builder b =
        EvaluationReport.builder("Sample world, default funnel", quality, funnel())
            .dataset("name", "sample")
            .dataset("users", 10_000)
            .dataset("items", 20_000)
            .dataset("interactions", 103_482)
            .dataset("density", 0.000517)
            .dataset("fingerprint", "9f2c41d07be1")
            .protocol("type", "global-temporal")
            .protocol("test", 0.2)
            .protocol("seenItems", "excluded: 0.4 % of the interactions repeat a pair")
            .protocol("respectsTime", true)
            .answer("Where is quality lost?", "Most are ranked too low.")
            .note(
                "8 of the test users have no history: their lists rest on popularity and content.")
            .slice(
                Slices.byUser(
                    "warmth",
                    "Warm and cold users",
                    values,
                    headline,
                    parts(values.users().size(), u -> u % 40 == 0 ? 1 : 0, "warm", "cold")))
            .slice(
                Slices.byUser(
                    "activity",
                    "Users by activity",
                    values,
                    headline,
                    parts(
                        values.users().size(),
                        u -> u % 4,
                        "least active quarter",
                        "second",
                        "third",
                        "most active quarter")))
            .slice(
                Slices.byItem(
                    "item-popularity",
                    "Relevant items by popularity",
                    j,
                    runs,
                    20,
                    parts(j.itemBound(), i -> i % 3, "rare", "middling", "popular")));
    examples(b);
    sections(b);
    Map<String, Double> timings = new LinkedHashMap<>();
    timings.put("ingest", 3.41);
    timings.put("features", 6.02);
    timings.put("candidateGen", 8.77);
    timings.put("ranking", 12.6);
    timings.put("evaluation", 1.93);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("seed", "42");
    facts.put("threads", "2");
    facts.put("peakMemory", "812 MiB");
    return b.reproduction(
            new Reproduction(
                "dataset: sample\nranking:\n  model: xgboost\nseed: 42\n",
                "./sluice run --set dataset=sample --set seed=42",
                timings,
                facts))
        .build();
  }

  private static FunnelTable funnel() {
    OptionalDouble none = OptionalDouble.empty();
    return new FunnelTable(
        20_000,
        List.of(
            new FunnelTable.Row(
                "retrieval", "popularity", 200, 0.214, 0.02, OptionalDouble.of(0.021)),
            new FunnelTable.Row("retrieval", "lucene", 400, 0.318, 1.43, OptionalDouble.of(0.064)),
            new FunnelTable.Row(
                "retrieval", "hnsw-ials", 400, 0.402, 0.81, OptionalDouble.of(0.113)),
            new FunnelTable.Row(
                "retrieval", "hnsw-content", 193.4, 0.184, 0.77, OptionalDouble.of(0.018)),
            new FunnelTable.Row("fusion", "fusion", 500, 0.487, 0.09, none),
            new FunnelTable.Row("ranking", "xgboost", 500, 0.487, 2.31, none),
            new FunnelTable.Row("reranking", "slate", 20, 0.201, Double.NaN, none)));
  }

  private static void examples(EvaluationReport.Builder b) {
    String[] titles = {
      "Night Harbour",
      "A Recipe for Rain",
      "The Quiet Motor",
      "Glass Orchard",
      "Seven Small Storms",
      "Notes from the Lighthouse",
      HOSTILE,
      "Slow Trains of the North",
      "Paper Moons",
      "The Cartographer"
    };
    for (int u = 0; u < 3; u++) {
      SplittableRandom random = new SplittableRandom(u);
      List<Example.StageItems> stages = new ArrayList<>();
      for (String system : List.of("popularity", "hnsw-ials", "fusion", "xgboost", "slate")) {
        stages.add(new Example.StageItems(system, items(titles, random, 5)));
      }
      b.example(
          new Example(
              "u" + (117 + 1000 * u),
              u == 2 ? "cold, no history" : "warm, 34 interactions",
              u == 2 ? List.of() : items(titles, random, 4),
              items(titles, random, 3).stream()
                  .map(i -> new Example.Item(i.id(), i.title(), i.note(), true))
                  .toList(),
              stages));
    }
  }

  private static List<Example.Item> items(String[] titles, SplittableRandom random, int n) {
    List<Example.Item> items = new ArrayList<>();
    for (int i : Worlds.distinct(random, titles.length, n)) {
      items.add(
          new Example.Item(
              "i" + i, titles[i], i % 2 == 0 ? "drama, short" : "", random.nextInt(5) == 0));
    }
    return items;
  }

  private static void sections(EvaluationReport.Builder b) {
    List<String> months = new ArrayList<>();
    List<Double> perMonth = new ArrayList<>();
    for (int m = 1; m <= 12; m++) {
      months.add("2025-%02d".formatted(m));
      perMonth.add(6000 + 400.0 * m + 900 * Math.sin(m));
    }
    b.finding(
        new ReportSection(
            "losses",
            "Where relevant items are lost",
            List.of(
                new ReportSection.Chart(
                    "Relevant items by the stage that lost them",
                    "How it is read.",
                    ReportSection.Chart.Kind.STACKED_BAR,
                    "part",
                    "share",
                    List.of("all", "popular items", "rare items"),
                    List.of(
                        new ReportSection.Series("shown", List.of(0.2, 0.3, 0.05)),
                        new ReportSection.Series("not retrieved", List.of(0.5, 0.3, 0.9)),
                        new ReportSection.Series("ranked too low", List.of(0.3, 0.4, 0.05)))))));
    b.section(
        new ReportSection(
            "data-description",
            "The data",
            List.of(
                new ReportSection.Text(
                    "Interactions cover one year; 61 % of the items have fewer than five."),
                new ReportSection.Chart(
                    "Interactions by month",
                    "How it is read.",
                    ReportSection.Chart.Kind.LINE,
                    "month",
                    "interactions",
                    months,
                    List.of(new ReportSection.Series("interactions", perMonth))),
                new ReportSection.Chart(
                    "Items by number of interactions",
                    "How it is read.",
                    ReportSection.Chart.Kind.BAR,
                    "interactions",
                    "items",
                    List.of("0", "1", "2–4", "5–19", "20–99", "100+"),
                    List.of(
                        new ReportSection.Series(
                            "fitting", List.of(2100.0, 4200.0, 5900.0, 5100.0, 2200.0, 500.0)),
                        new ReportSection.Series(
                            "test", List.of(6100.0, 5200.0, 4800.0, 2900.0, 900.0, 100.0)))))));
    b.section(
        new ReportSection(
            "features",
            "Features",
            List.of(
                new ReportSection.Warning("Two features moved a lot between training and serving."),
                new ReportSection.Chart(
                    "Importance by gain",
                    "How it is read.",
                    ReportSection.Chart.Kind.HORIZONTAL_BAR,
                    "feature",
                    "share of gain",
                    List.of(
                        "transition from last ten items",
                        "iALS rank",
                        "popularity, 30 days",
                        "genre affinity",
                        "BM25 quantile",
                        "age of item",
                        "hour of day, sine"),
                    List.of(
                        new ReportSection.Series(
                            "gain", List.of(0.31, 0.22, 0.14, 0.12, 0.1, 0.07, 0.04)))),
                new ReportSection.Table(
                    "Features, importance and shift",
                    List.of("Feature", "Group", "Gain", "Permutation", "PSI", "Description"),
                    List.of(
                        List.of(
                            "transitions.last10",
                            "user × item",
                            0.31,
                            0.0212,
                            0.04,
                            "What follows what, decayed by the distance in the history"),
                        List.of(
                            "ials.rank",
                            "source",
                            0.22,
                            0.0108,
                            0.31,
                            "Rank in the list of implicit ALS"),
                        List.of(
                            "popularity.30d",
                            "item",
                            0.14,
                            0.0031,
                            0.07,
                            "Interactions a day over the last 30 days"),
                        List.of(
                            "item.year",
                            "item",
                            1998,
                            -0.000012,
                            Double.NaN,
                            "Year " + HOSTILE))))));
  }

  /** Slices by the number of the part that a row falls into. */
  static List<Slice> parts(int rows, IntUnaryOperator part, String... labels) {
    List<Slice> slices = new ArrayList<>();
    for (int p = 0; p < labels.length; p++) {
      int own = p;
      slices.add(Slice.of("part", labels[p], rows, r -> part.applyAsInt(r) == own));
    }
    return slices;
  }
}
