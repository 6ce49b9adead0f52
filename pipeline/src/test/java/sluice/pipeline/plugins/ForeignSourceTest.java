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
import sluice.candidates.SourceType;
import sluice.pipeline.Sluice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A candidate source of a foreign jar is fitted, reported, bundled, served and replayed. */
final class ForeignSourceTest {
  @TempDir private static Path folder;

  private static ForeignJar jar = new ForeignJar(Path.of(""), Path.of(""));
  private static Path run = Path.of("");

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    jar = ForeignJar.of(folder, Map.of(SourceType.class, List.of("example.LatestLiked")));
    run =
        jar.smallWorldRun(
            "candidates.sources=[popularity, {type: latest-liked, n: 50}]",
            "candidates.compare=[{type: latest-liked, name: any-weight, least: 0}]",
            "ranking={model: logistic-regression, compare: []}");
  }

  @Test
  void theReportShowsIt() throws IOException {
    JsonNode report = JsonMapper.shared().readTree(run.resolve("report.json").toFile());
    List<String> sources =
        report
            .get("systems")
            .valueStream()
            .filter(s -> s.get("stage").asString().equals("retrieval"))
            .map(s -> s.get("name").asString())
            .toList();
    assertThat(sources).containsExactly("popularity", "latest-liked", "any-weight");
    assertThat(Files.readString(run.resolve("manifest.json"))).contains("\"least\" : 1");
    List<String> lines = Files.readAllLines(run.resolve("runs/latest-liked.tsv"));
    String user = lines.getFirst().split("\t", -1)[0];
    assertThat(lines.stream().filter(l -> l.startsWith(user + "\t"))).hasSize(50);
  }

  @Test
  void itIsServedAndReplayed() throws IOException, InterruptedException {
    ServedRun.check(jar, run);
  }

  @Test
  void batchAndExplainKnowIt() throws IOException, InterruptedException {
    jar.batch(run);
    assertThat(jar.succeeds("explain", "--run", run.toString(), "--user", "someone"))
        .contains("latest-liked");
  }

  @Test
  void withoutTheJarTheConfigSaysWhatThereIs() {
    Sluice.Outcome outcome = Sluice.execute("run", "--set", "candidates.sources=[latest-liked]");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("there is no candidate source 'latest-liked'");
  }

  @Test
  void itsSettingsAreCheckedLikeAnyOther() throws IOException, InterruptedException {
    jar.refuses(
        "candidates:\n  sources:\n    - {type: latest-liked, leest: 7}\n",
        "wrong.yaml:3: unknown key candidates.sources[0].leest (did you mean least?); known");
  }
}
