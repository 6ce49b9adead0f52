package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice tune} on a small shop. */
class TuneTest {
  @TempDir static Path folder;

  private static Sluice.Outcome tune(String... more) {
    Path dataset = Shop.write(folder.resolve("shop"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "tune",
                "--json",
                "--set",
                "dataset=" + dataset,
                "--set",
                "protocol=per-user-temporal",
                "--set",
                "candidates.sources=[{type: popularity, n: 20}, {type: item-knn, n: 20}]",
                "--set",
                "candidates.fusion.n=30"));
    arguments.addAll(List.of(more));
    return Sluice.execute(arguments.toArray(String[]::new));
  }

  @Test
  void theChosenSettingsAreAConfigAndTheTrialsArePrinted() throws Exception {
    Path log = folder.resolve("trials.jsonl");
    Sluice.Outcome outcome =
        tune(
            "--ranker",
            "logistic-regression",
            "--trials",
            "4",
            "--log",
            log.toString(),
            "--out",
            folder.resolve("page").toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode found = JsonMapper.shared().readTree(outcome.out());
    assertThat(found.get("trials").size()).isEqualTo(4);
    assertThat(found.get("yaml").asString())
        .startsWith("ranking:\n  model: {type: logistic-regression");
    assertThat(folder.resolve("page/tune.md")).content().contains("Trial ").contains("as given");
    assertThat(Files.readAllLines(log)).hasSize(5);
    Sluice.Outcome again =
        tune("--ranker", "logistic-regression", "--trials", "4", "--log", log.toString());
    assertThat(JsonMapper.shared().readTree(again.out()).get("trials"))
        .isEqualTo(found.get("trials"));
  }

  @Test
  void errorsNameTheOption() {
    assertThat(tune("--type", "grid").err())
        .contains("--type: type is 'grid'")
        .contains("one of random, tpe, halving is expected");
    assertThat(tune("--trials", "0").err()).contains("--trials: trials is 0");
    assertThat(tune("--ranker", "xgbost").err()).contains("xgbost");
    assertThat(tune("--space", "{dept: [3, 9]}").err())
        .contains("unknown key dept (did you mean depth?)");
  }
}
