package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whole runs, from raw data to the folder that is left, held against the design. */
class OfflineRunTest {
  private static final List<String> SOURCES =
      List.of(
          "popularity",
          "lucene",
          "hnsw-ials",
          "hnsw-content",
          "ease",
          "item-knn",
          "transitions",
          "co-visitation");
  private static final String ALL_MEASURES =
      "evaluation.measures=[nDCG@10, nDCG@10(exp), mAP@10, mAP@10(rel), recall@5, recall@20,"
          + " precision@10, MRR@10, hit-rate@3]";

  @TempDir static Path folder;
  private static Path shop;

  @BeforeAll
  static void writeShop() {
    shop = Shop.write(folder.resolve("shop"));
  }

  @Test
  void theRunFolderHoldsAllThatTheDesignNames() {
    Path run = Sluice.smallWorldRun("threads=2");
    List<String> files = Sluice.files(run);
    assertThat(files)
        .contains("manifest.json", "report.json", "report.md", "report.html", "qrels.tsv");
    List<String> systems = new ArrayList<>(SOURCES);
    systems.addAll(List.of("fusion", "retrieval-order", "xgboost", "logistic-regression"));
    systems.addAll(List.of("factorization-machine", "slate"));
    systems.addAll(List.of("random", "oracle"));
    assertThat(files.stream().filter(f -> f.startsWith("runs/")))
        .containsExactlyInAnyOrderElementsOf(
            systems.stream().map(s -> "runs/" + s + ".tsv").toList());
    assertThat(files)
        .contains(
            "tables/interactions.parquet",
            "tables/items.parquet",
            "tables/item_daily.parquet",
            "tables/user_measures.parquet",
            "tables/scores.parquet");
    assertThat(files)
        .noneMatch(f -> f.contains(".work") || f.contains("partial") || f.endsWith(".tmp"));
    assertThat(beside(run)).noneMatch(f -> f.contains("partial"));
  }

  @Test
  void theManifestTellsHowTheRunWasMade() {
    JsonNode manifest = Sluice.json(Sluice.smallWorldRun("threads=2").resolve("manifest.json"));
    assertThat(manifest.path("config").path("ranking").path("model").asString()).isEqualTo("auto");
    assertThat(manifest.path("fingerprint").asString()).hasSize(64);
    assertThat(manifest.path("seed").asInt()).isEqualTo(42);
    assertThat(manifest.path("versions").path("java").asString()).startsWith("25");
    JsonNode parts = manifest.path("requests");
    assertThat(parts.path("test").asInt()).isEqualTo(60);
    for (String part : List.of("train", "tune", "calibrate")) {
      assertThat(parts.path(part).asInt()).as(part).isPositive();
    }
    assertThat(manifest.path("stages").size()).isGreaterThan(10);
    for (JsonNode stage : manifest.path("stages")) {
      assertThat(stage.path("millis").asLong()).isNotNegative();
      assertThat(stage.path("peakHeapMiB").asLong()).isPositive();
    }
  }

  @Test
  void theReportHasTheShapeOfTheDesign() {
    JsonNode report = report(Sluice.smallWorldRun("threads=2"));
    assertThat(report.path("dataset").path("name").asString()).isEqualTo("sample-base");
    assertThat(report.path("protocol").path("type").asString()).isEqualTo("given");
    List<String> stages = List.of("retrieval", "fusion", "ranking", "reranking", "reference");
    for (JsonNode system : report.path("systems")) {
      assertThat(stages).contains(system.path("stage").asString());
      assertThat(system.path("repeatable").isBoolean()).isTrue();
      assertThat(system.path("measures").isEmpty()).isFalse();
      for (JsonNode measure : system.path("measures")) {
        double mean = measure.path("mean").asDouble();
        assertThat(mean).isBetween(0.0, 1.0);
        assertThat(measure.path("ciLow").asDouble()).isBetween(0.0, mean + 1e-9);
        assertThat(measure.path("ciHigh").asDouble()).isBetween(mean - 1e-9, 1.0);
      }
    }
    assertThat(report.path("comparisons").isEmpty()).isFalse();
    for (JsonNode c : report.path("comparisons")) {
      double difference =
          mean(report, c.path("system").asString(), c.path("measure").asString())
              - mean(report, c.path("baseline").asString(), c.path("measure").asString());
      assertThat(c.path("difference").asDouble()).isCloseTo(difference, within(1e-9));
      assertThat(c.path("pValueRaw").asDouble()).isBetween(0.0, 1.0);
      assertThat(c.path("pValue").asDouble()).isBetween(c.path("pValueRaw").asDouble(), 1.0);
    }
    for (JsonNode row : report.path("funnel")) {
      assertThat(row.propertyNames())
          .contains("stage", "system", "candidatesPerUser", "recall", "millis");
      assertThat(row.path("recall").asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(report.path("timings").isObject()).isTrue();
    assertThat(report.path("timings").size()).isGreaterThan(10);
    assertThat(report.path("sections").propertyNames())
        .contains("data", "protocol", "importance", "features", "feature-shift");
  }

  @Test
  void everyMeasureOfEverySystemIsWhatTheListsSay() throws IOException {
    assertThat(recomputed(Sluice.smallWorldRun("threads=2"))).isGreaterThan(11 * 3);
  }

  @Test
  void theOracleReachesAllThatIsPossible() {
    JsonNode report = report(Sluice.smallWorldRun("threads=2"));
    assertThat(mean(report, "oracle", "nDCG@10(true)")).isCloseTo(1, within(1e-6));
    for (JsonNode system : report.path("systems")) {
      if (!system.path("name").asString().equals("oracle")) {
        assertThat(mean(report, system.path("name").asString(), "nDCG@10(true)"))
            .isBetween(0.01, 0.99);
      }
    }
  }

  @Test
  void noMeasureIsReportedPastASystemsLength() {
    JsonNode report = report(Sluice.smallWorldRun("threads=2"));
    for (JsonNode system : report.path("systems")) {
      int length = system.path("length").asInt();
      assertThat(system.path("measures").has("recall@100")).isEqualTo(length >= 100);
      assertThat(system.path("measures").has("nDCG@10")).isTrue();
    }
  }

  @Test
  void anotherServedModelChangesTheSlateAndNothingElseAmongTheLists() throws IOException {
    String compare = "ranking.compare=[xgboost, logistic-regression]";
    Path one = Sluice.smallWorldRun("threads=2", compare, "ranking.model=xgboost");
    Path other = Sluice.smallWorldRun("threads=2", compare, "ranking.model=logistic-regression");
    assertThat(Sluice.files(one.resolve("runs"))).isEqualTo(Sluice.files(other.resolve("runs")));
    for (String list : Sluice.files(one.resolve("runs"))) {
      long differs = Files.mismatch(one.resolve("runs", list), other.resolve("runs", list));
      if (list.equals("slate.tsv")) {
        assertThat(differs).as(list).isNotNegative();
      } else {
        assertThat(differs).as(list).isEqualTo(-1);
      }
    }
    assertThat(report(other).path("served").asString()).isEqualTo("logistic-regression");
    assertThat(heads(other, "slate")).isEqualTo(heads(other, "logistic-regression"));
    assertThat(heads(one, "slate")).isEqualTo(heads(one, "xgboost"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global-temporal",
        "per-user-temporal",
        "leave-one-out",
        "random-per-user",
        "random-per-item"
      })
  void eachProtocolRunsThroughOnOnesOwnData(String protocol) throws IOException {
    Path run = Sluice.describedRun(shop, "protocol=" + protocol, ALL_MEASURES, "threads=2");
    assertThat(Sluice.files(run)).contains("qrels.tsv", "qrels-value-at-least-4.tsv");
    assertThat(report(run).path("protocol").path("type").asString()).isEqualTo(protocol);
    assertThat(recomputed(run)).isGreaterThan(100);
  }

  @Test
  void kFoldWritesAFolderAFoldAndMeansOverAllUserFolds() throws IOException {
    Path run =
        Sluice.describedRun(shop, "protocol={type: k-fold, folds: 2}", ALL_MEASURES, "threads=2");
    assertThat(Sluice.files(run))
        .contains("qrels-fold-0.tsv", "qrels-fold-1.tsv", "runs/fold-0/slate.tsv")
        .contains("runs/fold-1/random.tsv")
        .doesNotContain("qrels.tsv", "runs/slate.tsv");
    assertThat(report(run).path("users").asInt()).isEqualTo(80);
    assertThat(recomputed(run)).isGreaterThan(100);
  }

  @Test
  void allJudgementFilesOfARunHaveOneFactor() throws IOException {
    Path run =
        Sluice.describedRun(
            shop,
            "protocol=leave-one-out",
            "evaluation={measures: [nDCG@10(exp)], valueAtLeast: 5}",
            "ranking={model: retrieval-order, compare: []}");
    assertThat(report(run).path("protocol").path("gainFactor").asInt()).isEqualTo(2);
    assertThat(Files.readAllLines(run.resolve("qrels-value-at-least-5.tsv")))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("\t10"));
    assertThat(recomputed(run)).isGreaterThan(10);
  }

  @Test
  void blanksAndPerCentSignsInIdsAreEncoded() throws IOException {
    Path run = Sluice.describedRun(shop, "protocol=leave-one-out", ALL_MEASURES, "threads=2");
    assertThat(Files.readString(run.resolve("qrels.tsv"))).contains("user%2023\t0\t");
    assertThat(Files.readString(run.resolve("runs/random.tsv"))).contains("\t4%25%20off\t");
  }

  @ParameterizedTest
  @MethodSource("resultsOnStandardOutput")
  void theResultGoesToStandardOutputAsAskedFor(String option, String begins) {
    Path out = folder.resolve("output" + option);
    Sluice.Outcome outcome =
        Sluice.execute(
            "run",
            option,
            "--set",
            "dataset=" + shop,
            "--out",
            out.toString(),
            "--set",
            "ranking={model: retrieval-order, compare: []}");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).startsWith(begins);
    assertThat(outcome.err()).doesNotContain(" s\n");
    if (option.equals("--json")) {
      JsonNode result = tools.jackson.databind.json.JsonMapper.shared().readTree(outcome.out());
      assertThat(result.path("run").asString()).isEqualTo(out.toString());
      assertThat(result.path("systems").path("slate").path("nDCG@10").asDouble())
          .isEqualTo(mean(report(out), "slate", "nDCG@10"));
    } else {
      assertThat(outcome.out()).isEmpty();
    }
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> resultsOnStandardOutput() {
    return Stream.of(
        org.junit.jupiter.params.provider.Arguments.of("--json", "{"),
        org.junit.jupiter.params.provider.Arguments.of("--quiet", ""));
  }

  /** Holds every figure of the report against the files; returns how many there were. */
  private static int recomputed(Path run) throws IOException {
    JsonNode report = report(run);
    double factor = report.path("protocol").path("gainFactor").asDouble();
    int figures = 0;
    for (JsonNode system : report.path("systems")) {
      String name = system.path("name").asString();
      for (String measure : system.path("measures").propertyNames()) {
        if (measure.contains("(true)")) {
          continue; // its gains are the sample world's truth and stand in no file
        }
        assertThat(mean(report, name, measure))
            .as(name + " " + measure)
            .isCloseTo(PlainMeasures.mean(run, name, measure, factor), within(1e-6));
        figures++;
      }
    }
    return figures;
  }

  private static double mean(JsonNode report, String system, String measure) {
    for (JsonNode s : report.path("systems")) {
      if (s.path("name").asString().equals(system)) {
        return s.path("measures").path(measure).path("mean").asDouble();
      }
    }
    throw new AssertionError("no system " + system);
  }

  private static JsonNode report(Path run) {
    return Sluice.json(run.resolve("report.json"));
  }

  /** Returns user and item of the first 20 of every list. */
  private static List<String> heads(Path run, String system) throws IOException {
    return Files.readAllLines(run.resolve("runs", system + ".tsv")).stream()
        .map(line -> line.split("\t", -1))
        .filter(f -> Integer.parseInt(f[3]) <= 20)
        .map(f -> f[0] + " " + f[2] + " " + f[3])
        .toList();
  }

  private static List<String> beside(Path run) {
    try (Stream<Path> list = Files.list(run.getParent())) {
      return list.map(f -> f.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
