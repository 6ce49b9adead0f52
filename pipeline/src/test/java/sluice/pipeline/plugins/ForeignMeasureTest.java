package sluice.pipeline.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.evaluation.MeasureType;
import sluice.pipeline.Sluice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A measure of a foreign jar stands in reports, files and comparisons like any other. */
final class ForeignMeasureTest {
  private static final List<String> MEASURES = List.of("ERR@10", "nDCG@10", "ERR@5(max=2.0)");

  @TempDir private static Path folder;

  private static ForeignJar jar = new ForeignJar(Path.of(""), Path.of(""));
  private static Path run = Path.of("");
  private static Sluice.Outcome made = new Sluice.Outcome(0, "", "");

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    jar =
        ForeignJar.of(folder, Map.of(MeasureType.class, List.of("example.ExpectedReciprocalRank")));
    run = folder.resolve("run");
    List<String> arguments = new ArrayList<>(Sluice.SMALL_WORLD);
    arguments.addAll(0, List.of("run", "--out", run.toString()));
    arguments.addAll(
        List.of(
            "--set",
            "evaluation.measures=['" + String.join("','", MEASURES) + "']",
            "--set",
            "ranking={model: logistic-regression, compare: []}"));
    made = jar.run(arguments.toArray(String[]::new));
    assertThat(made.code()).as(made.err()).isZero();
  }

  @Test
  void theReportHasItWithItsContract() throws IOException {
    JsonNode report = json(Files.readString(run.resolve("report.json")));
    assertThat(mean(report, "slate", "ERR@10")).isCloseTo(byHand("slate"), within(1e-12));
    assertThat(mean(report, "fusion", "ERR@10")).isCloseTo(byHand("fusion"), within(1e-12));
    assertThat(mean(report, "slate", "ERR@5(max=2.0)")).isPositive();
    assertThat(report.path("comparisons").valueStream())
        .anyMatch(c -> c.path("measure").asString().equals("ERR@10"));
    assertThat(Files.readString(run.resolve("report.md")))
        .contains("ERR@10", "Sum over the hits among the first 10 of 1 / rank times the chance")
        .contains("a user without a list counts 0");
    assertThat(Files.readString(run.resolve("report.html"))).contains("ERR@5(max=2.0)");
  }

  @Test
  void runPrintsIt() {
    assertThat(made.out()).contains("ERR@10");
  }

  @Test
  void evaluateJudgesTheRunFilesByIt() throws IOException, InterruptedException {
    Sluice.Outcome outcome =
        jar.run(
            "evaluate",
            "--qrels",
            run.resolve("qrels.tsv").toString(),
            "--run",
            run.resolve("runs/slate.tsv").toString(),
            "--measures",
            "ERR@10",
            "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(mean(json(outcome.out()), "slate", "ERR@10"))
        .isCloseTo(byHand("slate"), within(1e-12));
  }

  @Test
  void compareHoldsSystemsAgainstEachOtherByIt() throws IOException, InterruptedException {
    Sluice.Outcome outcome =
        jar.run(
            "compare",
            run.toString(),
            run.toString(),
            "--system",
            "fusion,slate",
            "--measure",
            "ERR@10",
            "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(json(outcome.out()).path("differences").get(0).path("difference").asDouble())
        .isCloseTo(byHand("slate") - byHand("fusion"), within(1e-12));
  }

  @Test
  void theListOfMeasuresHasItAndItsParameterIsChecked() throws IOException, InterruptedException {
    assertThat(jar.run("measures").out()).contains("ERR@10 ");
    Sluice.Outcome wrong = jar.run("measures", "ERR@10(max=11)");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("max must lie between 0 and 10.");
  }

  @Test
  void withoutTheJarItIsUnknown() {
    Sluice.Outcome outcome = Sluice.execute("run", "--set", "evaluation.measures=[ERR@10]");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("evaluation.measures", "Unknown measure \"ERR@10\".");
  }

  /** From the run's files alone, where each hit stops the user with a chance of one half. */
  private static double byHand(String system) throws IOException {
    Map<String, List<String>> relevant = new HashMap<>();
    for (String line : Files.readAllLines(run.resolve("qrels.tsv"))) {
      String[] cells = line.split("\t", -1);
      if (Integer.parseInt(cells[3]) == 1) {
        relevant.computeIfAbsent(cells[0], user -> new ArrayList<>()).add(cells[2]);
      }
    }
    Map<String, Integer> hits = new HashMap<>();
    double sum = 0;
    for (String line : Files.readAllLines(run.resolve("runs/" + system + ".tsv"))) {
      String[] cells = line.split("\t", -1);
      int rank = Integer.parseInt(cells[3]);
      if (rank <= 10 && relevant.getOrDefault(cells[0], List.of()).contains(cells[2])) {
        sum += Math.pow(0.5, hits.merge(cells[0], 1, Integer::sum)) / rank;
      }
    }
    return sum / relevant.size();
  }

  private static double mean(JsonNode report, String system, String measure) {
    return report
        .path("systems")
        .valueStream()
        .filter(s -> s.path("name").asString().equals(system))
        .map(s -> s.path("measures").path(measure).path("mean").asDouble())
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
