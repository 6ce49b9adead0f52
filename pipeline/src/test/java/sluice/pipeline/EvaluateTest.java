package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code sluice evaluate} on run files that ranx wrote and that trec_eval's readers take, against
 * the figures of ranx and ir_measures: see {@code src/test/python/foreign_runs.py}.
 */
class EvaluateTest {
  private static Path files;

  @TempDir Path folder;

  @BeforeAll
  static void find() throws URISyntaxException {
    files = Path.of(EvaluateTest.class.getResource("/evaluate/expected.json").toURI()).getParent();
  }

  @Test
  void givesTheFiguresOfTheLibraryThatWroteTheFile() {
    JsonNode systems = Sluice.json(files.resolve("expected.json")).get("systems");
    int compared = 0;
    for (Map.Entry<String, JsonNode> system : systems.properties()) {
      List<String> measures = new ArrayList<>();
      system.getValue().properties().forEach(e -> measures.add(e.getKey()));
      Sluice.Outcome outcome =
          evaluate(
              files.resolve("qrels.trec"),
              "--json",
              "--run",
              files
                  .resolve("lists")
                  .resolve(system.getKey().equals("their-ranx") ? "ranx.trec" : "trec.run.gz")
                  .toString(),
              "--measures",
              String.join(",", measures));
      assertThat(outcome.code()).as(outcome.err()).isZero();
      JsonNode own = JsonMapper.shared().readTree(outcome.out()).get("systems").get(0);
      assertThat(own.get("name").stringValue()).isEqualTo(system.getKey());
      assertThat(own.get("stage").stringValue()).isEqualTo("given");
      for (String measure : measures) {
        assertThat(own.get("measures").get(measure).get("mean").doubleValue())
            .as(system.getKey() + " " + measure)
            .isCloseTo(system.getValue().get(measure).doubleValue(), within(1e-9));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(16);
  }

  @Test
  void comparesEveryRunWithTheBaselineAndSaysWhatWasLeftOut() {
    Sluice.Outcome outcome =
        evaluate(
            files.resolve("qrels.trec"),
            "--run",
            files.resolve("lists").toString(),
            "--baseline",
            "their-trec");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("nDCG@10: their-ranx against their-trec")
        .contains("not shown to differ")
        .contains("their-ranx has no list for 4 of 40 judged users; they count 0.")
        .contains("their-trec has lists for 2 users without judgements; they count nowhere.");
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines.get(1)).startsWith("their-trec");
  }

  @Test
  void writesTheSameReportAsARun() throws IOException {
    Path out = folder.resolve("judged");
    assertThat(
            evaluate(
                    files.resolve("qrels.trec"),
                    "--run",
                    files.resolve("lists").toString(),
                    "--out",
                    out.toString())
                .code())
        .isZero();
    assertThat(Sluice.files(out)).containsExactly("report.html", "report.json", "report.md");
    JsonNode report = Sluice.json(out.resolve("report.json"));
    assertThat(report.propertyNames()).contains("systems", "comparisons", "measures", "slices");
    assertThat(report.get("comparisons")).isNotEmpty();
    String html = Files.readString(out.resolve("report.html"));
    assertThat(html)
        .contains("No run is shown to be better than their-ranx.", "No difference shown")
        .contains("Every run against the first")
        .doesNotContain("id=\"funnel\"", "served ranker", "order of retrieval");
    assertThat(Files.readString(out.resolve("report.md"))).doesNotContain("The funnel");
  }

  @Test
  void judgesTheListsOfItsOwnRunAsTheRunDid() {
    Path run = Sluice.smallWorldRun();
    Sluice.Outcome outcome =
        evaluate(
            run.resolve("qrels.tsv"),
            "--json",
            "--run",
            run.resolve("runs").toString(),
            "--measures",
            "nDCG@10,recall@10");
    JsonNode again = JsonMapper.shared().readTree(outcome.out()).get("systems");
    JsonNode before = Sluice.json(run.resolve("report.json")).get("systems");
    int compared = 0;
    for (JsonNode system : before) {
      for (JsonNode other : again) {
        if (other.get("name").equals(system.get("name"))) {
          for (String measure : List.of("nDCG@10", "recall@10")) {
            assertThat(other.at("/measures/" + measure + "/mean").doubleValue())
                .isCloseTo(
                    system.at("/measures/" + measure + "/mean").doubleValue(), within(1e-12));
            compared++;
          }
        }
      }
    }
    assertThat(compared).isEqualTo(2 * before.size());
  }

  @Test
  void namesRunsByTheirFilesWhereTheirLinesSayTheSame() throws IOException {
    Path a = Files.writeString(folder.resolve("a.tsv"), "u Q0 x 1 2 same\n");
    Path b = Files.writeString(folder.resolve("b.tsv"), "u Q0 y 1 2 same\n");
    Path qrels = Files.writeString(folder.resolve("q.tsv"), "u 0 x 1\n");
    Sluice.Outcome outcome = evaluate(qrels, "--run", a.toString(), "--run", b.toString());
    assertThat(outcome.out()).contains("nDCG@10: b against a −1.0000");
    Sluice.Outcome clash = evaluate(qrels, "--run", a.toString(), "--run", a.toString());
    assertThat(clash.code()).isEqualTo(2);
    assertThat(clash.err()).contains("two runs are called a");
  }

  static Stream<Arguments> wrong() {
    String good = "u 0 x 1\n";
    String run = "u Q0 x 1 2 s\n";
    return Stream.of(
        Arguments.of(good, "u Q0 x 1 2\n", "", "line 1: 5 columns, but 6 are needed"),
        Arguments.of(good, "u Q0 x 1 nan s\n", "", "score \"nan\" is not a number"),
        Arguments.of(good, run + run, "", "line 2: item x stands twice for user u"),
        Arguments.of(good, "", "", "holds no list"),
        Arguments.of("", run, "", "holds no judgements"),
        Arguments.of("u 0 x 0\n", run, "", "judges nothing relevant"),
        Arguments.of("u 0 x 1e99\n", run, "", "gain 1e99 is not a finite number"),
        Arguments.of(good + good, run, "", "line 2: item x stands twice"),
        Arguments.of(good, run, "--measures=ndgc@10", "did you mean nDCG@10?"),
        Arguments.of(good, run, "--measures=nDCG@10[value>=4]", "needs recorded values"),
        Arguments.of(good, run, "--measures=nDCG@10,nDCG@10", "names nDCG@10 twice"),
        Arguments.of(good, run, "--measures=AUC@10", "needs the catalogue"),
        Arguments.of(good, run, "--baseline=t", "--baseline t is none of the runs"),
        Arguments.of(good, run, "--threads=-1", "--threads is -1"),
        Arguments.of(good, run, "--run=nowhere.tsv", "nowhere.tsv is no file"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void badInputIsToldAndNothingWritten(String qrels, String run, String option, String says)
      throws IOException {
    Path q = Files.writeString(folder.resolve("q.tsv"), qrels);
    Path r = Files.writeString(folder.resolve("r.tsv"), run);
    Path out = folder.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("--run", r.toString()));
    if (!option.isEmpty()) {
      arguments.add(option);
    }
    arguments.addAll(List.of("--out", out.toString()));
    Sluice.Outcome outcome = evaluate(q, arguments.toArray(String[]::new));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(says);
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileThatOnlySaysItIsGzippedAndAnEmptyFolderAreTold() throws IOException {
    Path q = Files.writeString(folder.resolve("q.tsv"), "u 0 x 1\n");
    Path gz =
        Files.write(folder.resolve("r.tsv.gz"), "u Q0 x 1 2 s\n".getBytes(StandardCharsets.UTF_8));
    assertThat(evaluate(q, "--run", gz.toString()).err()).contains("is not gzipped");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(evaluate(q, "--run", empty.toString()).err()).contains("holds no run file");
  }

  private static Sluice.Outcome evaluate(Path qrels, String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--qrels", qrels.toString()));
    arguments.addAll(List.of(more));
    return Sluice.execute(arguments.toArray(String[]::new));
  }
}
