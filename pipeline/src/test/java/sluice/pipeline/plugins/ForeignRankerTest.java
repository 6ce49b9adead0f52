package sluice.pipeline.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.pipeline.Sluice;
import sluice.ranking.RankerType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A ranker of a foreign jar is trained, reported, bundled, served and replayed like any other. */
final class ForeignRankerTest {
  @TempDir private static Path folder;

  private static ForeignJar jar = new ForeignJar(Path.of(""), Path.of(""));
  private static Path run = Path.of("");

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    jar = ForeignJar.of(folder, Map.of(RankerType.class, List.of("example.LinearBlend")));
    run =
        jar.smallWorldRun(
            "ranking={model: {type: linear-blend, least: 0.02}, compare: [retrieval-order]}");
  }

  @Test
  void theReportShowsIt() throws IOException {
    JsonNode report = JsonMapper.shared().readTree(run.resolve("report.json").toFile());
    List<String> rankers =
        report
            .get("systems")
            .valueStream()
            .filter(s -> s.get("stage").asString().equals("ranking"))
            .map(s -> s.get("name").asString())
            .toList();
    assertThat(rankers).containsExactlyInAnyOrder("linear-blend", "retrieval-order");
    assertThat(Files.readString(run.resolve("report.md"))).contains("linear-blend");
    assertThat(Files.readString(run.resolve("manifest.json"))).contains("\"least\" : 0.02");
  }

  @Test
  void itIsServedAndReplayed() throws IOException, InterruptedException {
    ServedRun.check(jar, run);
  }

  @Test
  void batchRanksByIt() throws IOException, InterruptedException {
    jar.batch(run);
  }

  @Test
  void whatItRanksIsExplained() throws IOException, InterruptedException {
    String first = Files.readAllLines(run.resolve("runs/linear-blend.tsv")).getFirst();
    String user = first.substring(0, first.indexOf('\t'));
    Sluice.Outcome outcome = jar.run("explain", "--run", run.toString(), "--user", user);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("linear-blend");
  }

  @Test
  void withoutTheJarTheBundleSaysWhatIsMissing() {
    Sluice.Outcome outcome =
        Sluice.execute(
            "batch", "--run", run.toString(), "--out", folder.resolve("none.jsonl").toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "the ranker 'linear-blend' is not on the class path; add the jar that has it"
                + " (SLUICE_CLASSPATH)");
  }

  @Test
  void itsSettingsAreCheckedLikeAnyOther() throws IOException, InterruptedException {
    jar.refuses(
        "ranking:\n  model:\n    type: linear-blend\n    least: 7\n",
        "wrong.yaml:4: ranking.model.least is 7; a number from 0.0 to 1.0 is expected");
  }
}
