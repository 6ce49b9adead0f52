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
import sluice.features.FeatureFamilyType;
import sluice.pipeline.Sluice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A feature family of a foreign jar is fitted, reported, bundled, served and replayed. */
final class ForeignFeatureTest {
  @TempDir private static Path folder;

  private static ForeignJar jar = new ForeignJar(Path.of(""), Path.of(""));
  private static Path run = Path.of("");

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    jar = ForeignJar.of(folder, Map.of(FeatureFamilyType.class, List.of("example.TitleLength")));
    run =
        jar.smallWorldRun(
            "features.more=[{type: title-length, most: 9}]",
            "ranking={model: logistic-regression, compare: []}");
  }

  @Test
  void theReportShowsIt() throws IOException {
    JsonNode report = JsonMapper.shared().readTree(run.resolve("report.json").toFile());
    assertThat(report.toString()).contains("words_title_count", "words_title_more");
    assertThat(Files.readString(run.resolve("manifest.json"))).contains("\"most\" : 9");
    assertThat(run.resolve("bundle/features/title-length/length.arrays")).isNotEmptyFile();
  }

  @Test
  void itIsServedAndReplayed() throws IOException, InterruptedException {
    ServedRun.check(jar, run);
  }

  @Test
  void batchAndExplainKnowIt() throws IOException, InterruptedException {
    Path out = jar.batch(run);
    JsonNode first = JsonMapper.shared().readTree(Files.readAllLines(out).getFirst());
    String explained =
        jar.succeeds(
            "explain",
            "--json", // which has every feature; the text has those that contribute most
            "--run",
            run.toString(),
            "--user",
            first.get("user").asString(),
            "--item",
            first.get("item").asString());
    assertThat(explained).contains("words_title_count");
  }

  @Test
  void withoutTheJarTheConfigAndTheBundleSayWhatThereIs() {
    Sluice.Outcome outcome = Sluice.execute("run", "--set", "features.more=[title-length]");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("there is no feature family 'title-length'");
    Path out = folder.resolve("never.jsonl");
    Sluice.Outcome batch = Sluice.execute("batch", "--run", run.toString(), "--out", "" + out);
    assertThat(batch.code()).isEqualTo(2);
    assertThat(batch.err()).contains("there is no feature family 'title-length'");
  }

  @Test
  void itsSettingsAreCheckedLikeAnyOther() throws IOException, InterruptedException {
    jar.refuses(
        "features:\n  more:\n    - {type: title-length, moost: 7}\n",
        "wrong.yaml:3: unknown key features.more[0].moost (did you mean most?); known");
  }
}
