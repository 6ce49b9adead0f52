package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Runs whose rankers are trained on what was shown. */
class ShownRowsTest {
  private static final String[] CHEAP = {
    "candidates.sources=[popularity]", "ranking.model={type: xgboost, trees: 20}",
  };

  @TempDir Path folder;

  private static JsonNode section(Path run, String id) {
    return Sluice.json(run.resolve("report.json")).path("sections").path(id);
  }

  /** The truth of the world {@code base} is θ_k = k^−0.3. */
  @Test
  void positionBiasOfTheSampleWorldIsFoundByPropensities() {
    Path run = folder.resolve("run");
    List<String> arguments = new ArrayList<>(List.of("run", "--out", run.toString()));
    for (String set :
        List.of(
            CHEAP[0],
            CHEAP[1],
            "ranking.compare=[]",
            "ranking.training.rows=impressions",
            "ranking.training.positionBias=propensities",
            "ranking.training.maxRequests=100",
            "sample.testUsers=40",
            "sample.testItemsPerUser=100")) {
      arguments.addAll(List.of("--set", set));
    }
    Sluice.Outcome outcome = Sluice.execute(arguments.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode rows = section(run, "position-bias").path("blocks").path(1).path("rows");
    assertThat(rows.size()).isEqualTo(10);
    for (JsonNode row : rows) {
      double position = row.path(0).asDouble();
      assertThat(row.path(3).asDouble() * Math.pow(position, 0.3))
          .as("position %s", position)
          .isCloseTo(1, within(0.05));
      if (position > 3) {
        double naive =
            row.path(2).asDouble()
                / row.path(1).asDouble()
                / (rows.path(0).path(2).asDouble() / rows.path(0).path(1).asDouble());
        assertThat(naive * Math.pow(position, 0.3)).isLessThan(0.95);
      }
    }
  }

  @Test
  void aRankerThatKnowsPositionsAnswersFromTheBundle() throws Exception {
    Path run =
        Sluice.smallWorldRun(
            CHEAP[0],
            CHEAP[1],
            "ranking.compare=[]",
            "ranking.training.rows=both",
            "ranking.training.positionBias=feature");
    assertThat(section(run, "features").toString()).contains("Position at which a training row");
    assertThat(section(run, "position-bias").isMissingNode()).isTrue();
    Path out = folder.resolve("lists.csv");
    Sluice.Outcome batch =
        Sluice.execute("batch", "--run", run.toString(), "--out", out.toString(), "--n", "5");
    assertThat(batch.code()).as(batch.err()).isZero();
    String first = Files.readAllLines(out).get(1);
    String user = first.substring(0, first.indexOf(','));
    Sluice.Outcome why =
        Sluice.execute("explain", "--run", run.toString(), "--user", user, "--json");
    assertThat(why.code()).as(why.err()).isZero();
  }

  private static String failed(String... sets) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    Sluice.Outcome outcome = Sluice.execute(arguments.toArray(String[]::new));
    assertThat(outcome.code()).isEqualTo(2);
    return outcome.err();
  }

  @Test
  void whatCannotBeTrainedOnIsSaid() {
    Path shop = Shop.write(folder.resolve("shop"));
    assertThat(failed("dataset=" + shop, CHEAP[0], CHEAP[1], "ranking.training.rows=impressions"))
        .contains("ranking.training.rows asks for impressions, but the data has none that one time")
        .contains("or set ranking.training.rows: candidates");
    assertThat(failed("dataset=" + shop, "features.more=[position]"))
        .contains("only ranking.training.positionBias: feature fills it");
    assertThat(failed("ranking.training.positionBias=em"))
        .contains("candidates have no position; set rows: impressions or rows: both");
  }
}
