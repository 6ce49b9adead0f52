package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice learning-curve} on a small shop. */
class LearningCurveTest {
  @TempDir static Path folder;

  private static Path dataset;

  @BeforeAll
  static void write() {
    dataset = Shop.write(folder.resolve("shop"));
  }

  private static String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "learning-curve",
                "--set",
                "dataset=" + dataset,
                "--set",
                "protocol=per-user-temporal",
                "--set",
                "ranking.model=logistic-regression",
                "--set",
                "candidates.sources=[{type: popularity, n: 20}, {type: item-knn, n: 20}]",
                "--set",
                "candidates.fusion.n=30"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static JsonNode curves(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("--json");
    Sluice.Outcome outcome = Sluice.execute(arguments(all.toArray(String[]::new)));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return JsonMapper.shared().readTree(outcome.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests", "users"})
  void amountsGrowAndAllIsAll(String thin) {
    JsonNode curves = curves("--thin", thin, "--shares", "0.5,0.25", "--features", "0.5");
    assertThat(curves.get("data").size()).isEqualTo(3);
    assertThat(curves.get("features").size()).isEqualTo(2);
    int before = 0;
    for (JsonNode point : curves.get("data")) {
      assertThat(point.get("number").asInt()).isGreaterThan(before);
      before = point.get("number").asInt();
      assertThat(point.get("test").asDouble())
          .isBetween(point.get("low").asDouble(), point.get("high").asDouble());
      assertThat(point.get("tune").asDouble()).isBetween(0.0, curves.get("ceiling").asDouble());
      assertThat(point.get("train").asDouble()).isBetween(0.0, 1.0);
    }
    JsonNode all = curves.get("data").get(2);
    assertThat(all.get("share").asDouble()).isEqualTo(1);
    assertThat(curves.get("features").get(1).get("test").asDouble())
        .isCloseTo(all.get("test").asDouble(), within(0.0));
    Path run =
        Sluice.describedRun(
            dataset,
            "protocol=per-user-temporal",
            "ranking.model=logistic-regression",
            "candidates.sources=[{type: popularity, n: 20}, {type: item-knn, n: 20}]",
            "candidates.fusion.n=30");
    for (JsonNode s : Sluice.json(run.resolve("report.json")).get("systems")) {
      if (s.get("name").asString().equals("logistic-regression")) {
        assertThat(all.get("test").asDouble())
            .isCloseTo(s.get("measures").get("nDCG@10").get("mean").asDouble(), within(1e-12));
      }
    }
  }

  @Test
  void aRankerThatReadsNothingOfUseCannotLearnByHeart() {
    JsonNode stiff =
        curves(
            "--shares",
            "1",
            "--features",
            "1",
            "--set",
            "ranking.model={type: xgboost, minChildWeight: 100000}");
    assertThat(stiff.get("tinyFit").get("fits").asBoolean()).isFalse();
    JsonNode supple =
        curves(
            "--shares",
            "1",
            "--features",
            "1",
            "--set",
            "ranking.model={type: xgboost, minChildWeight: 0, colsample: 1, subsample: 1, eta:"
                + " 0.3}");
    assertThat(supple.get("tinyFit").get("nDCG@10").asDouble()).isGreaterThan(0.95);
    assertThat(supple.get("tinyFit").get("fits").asBoolean()).isTrue();
  }

  @Test
  void theHeaviestFeaturesComeFirstWhereThatIsAskedFor() throws Exception {
    Path out = folder.resolve("page");
    JsonNode curves =
        curves("--shares", "1", "--feature-order", "importance", "--out", out.toString());
    assertThat(curves.get("features").size()).isEqualTo(3);
    assertThat(Sluice.files(out))
        .containsExactly("learning-curve.html", "learning-curve.json", "learning-curve.md");
    assertThat(Files.readString(out.resolve("learning-curve.md")))
        .contains("Quality against the share of features", "by the weight");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--shares;0;above 0 and at most 1",
        "--features;1.5;above 0 and at most 1",
        "--thin;user;did you mean users",
        "--feature-order;weight;seed, importance",
        "--set;ranking.model=retrieval-order;learns nothing"
      })
  void whatIsWrongIsSaid(String option, String value, String message) {
    Sluice.Outcome outcome = Sluice.execute(arguments(option, value));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
  }
}
