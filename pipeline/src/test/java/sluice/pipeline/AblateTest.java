package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice ablate} on a small shop, held against runs with configs that leave parts out. */
class AblateTest {
  private static final String RANKER = "logistic-regression";

  @TempDir static Path folder;

  private static Path dataset;
  private static JsonNode study;

  @BeforeAll
  static void study() {
    dataset = Shop.write(folder.resolve("shop"));
    study = ablate("2", "--out", folder.resolve("page").toString());
  }

  private static List<String> config(String threads) {
    return List.of(
        "--set",
        "dataset=" + dataset,
        "--set",
        "protocol=per-user-temporal",
        "--set",
        "ranking.model=" + RANKER,
        "--set",
        "candidates.sources=[{type: popularity, n: 20}, {type: item-knn, n: 20}]",
        "--set",
        "candidates.fusion.n=30",
        "--set",
        "threads=" + threads);
  }

  private static JsonNode ablate(String threads, String... more) {
    List<String> arguments = new ArrayList<>(List.of("ablate", "--json"));
    arguments.addAll(config(threads));
    arguments.addAll(List.of(more));
    Sluice.Outcome outcome = Sluice.execute(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return JsonMapper.shared().readTree(outcome.out());
  }

  private static double run(String system, String... sets) {
    List<String> all = new ArrayList<>();
    List<String> config = config("2");
    for (int i = 3; i < config.size(); i += 2) {
      all.add(config.get(i));
    }
    all.addAll(List.of(sets));
    Path run = Sluice.describedRun(dataset, all.toArray(String[]::new));
    for (JsonNode s : Sluice.json(run.resolve("report.json")).get("systems")) {
      if (s.get("name").asString().equals(system)) {
        return s.get("measures").get("nDCG@10").get("mean").asDouble();
      }
    }
    throw new AssertionError("no system " + system);
  }

  private static JsonNode ablation(String kind, String name) {
    for (JsonNode a : study.get("ablations")) {
      if (a.get("kind").asString().equals(kind) && a.get("name").asString().equals(name)) {
        return a;
      }
    }
    throw new AssertionError("no ablation of " + kind + " " + name + " in " + study);
  }

  @Test
  void withEverythingItIsTheRun() {
    assertThat(study.get("with").asDouble()).isCloseTo(run(RANKER), within(1e-12));
    for (JsonNode a : study.get("ablations")) {
      if (!a.get("name").asString().equals("re-ranking")) {
        assertThat(a.get("worth").asDouble())
            .isCloseTo(study.get("with").asDouble() - a.get("without").asDouble(), within(1e-12));
      }
      assertThat(a.get("low").asDouble()).isLessThanOrEqualTo(a.get("worth").asDouble());
      assertThat(a.get("high").asDouble()).isGreaterThanOrEqualTo(a.get("worth").asDouble());
      assertThat(a.get("p").asDouble()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void withoutASourceItIsTheRunWithoutIt() {
    double run = run(RANKER, "candidates.sources=[{type: popularity, n: 20}]");
    assertThat(ablation("source", "item-knn").get("without").asDouble())
        .isCloseTo(run, within(1e-12));
  }

  @Test
  void withoutAGroupOfFeaturesItIsTheRunWithoutIt() {
    double run = run(RANKER, "features.without=[candidate sources]");
    assertThat(ablation("features", "candidate sources").get("without").asDouble())
        .isCloseTo(run, within(1e-12));
    assertThat(run).isNotEqualTo(study.get("with").asDouble());
  }

  @Test
  void stagesAreLeftOutToo() {
    assertThat(ablation("stage", "ranking").get("without").asDouble())
        .isCloseTo(run("retrieval-order"), within(1e-12));
    assertThat(ablation("stage", "re-ranking").get("worth").asDouble()).isZero();
    assertThat(ablation("stage", "re-ranking").get("p").asDouble()).isEqualTo(1);
    assertThat(ablation("stage", "fusion").get("instead").asString()).contains("alone");
  }

  @Test
  void thePageIsWritten() throws Exception {
    assertThat(Sluice.files(folder.resolve("page")))
        .containsExactly("ablation.html", "ablation.json", "ablation.md");
    assertThat(Files.readString(folder.resolve("page/ablation.md")))
        .contains("What each part is worth", "| source | item-knn |");
  }

  @Test
  void threadsChangeNothingButTimes() {
    assertThat(untimed(ablate("1"))).isEqualTo(untimed(study));
  }

  private static String untimed(JsonNode document) {
    TreeMap<String, Object> kept = new TreeMap<>();
    document
        .properties()
        .forEach(e -> {
          if (!List.of("seconds", "page").contains(e.getKey())) {
            kept.put(e.getKey(), e.getValue().toString());
          }
        });
    return kept.toString().replaceAll("\"requestMillis\":[-0-9.eE]+", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--what;featurs;did you mean features",
        "--set;features.without=[popularity];item popularity",
        "--out;.;exists already"
      })
  void whatIsWrongIsSaid(String option, String value, String message) {
    List<String> arguments = new ArrayList<>(List.of("ablate", option, value));
    arguments.addAll(config("2"));
    Sluice.Outcome outcome = Sluice.execute(arguments.toArray(String[]::new));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }
}
