package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunsTest {
  @TempDir Path folder;

  /** Puts what the command reads of a run into a folder, written at a time. */
  private void run(String name, String written) throws IOException {
    Path run = Sluice.smallWorldRun();
    Path copy = Files.createDirectory(folder.resolve(name));
    Files.copy(run.resolve("report.json"), copy.resolve("report.json"));
    Files.writeString(
        copy.resolve("manifest.json"),
        Files.readString(run.resolve("manifest.json"))
            .replaceAll("\"written\" : \"[^\"]+\"", "\"written\" : \"" + written + "\""));
  }

  @Test
  void listsRunsTheNewestFirstAndDrawsThoseThatCompare() throws IOException {
    run("one", "2026-01-02T03:04:05Z");
    run("two & a half", "2026-02-02T03:04:05Z");
    Files.createDirectory(folder.resolve("unfinished"));
    Sluice.Outcome outcome = Sluice.execute("runs", folder.toString());
    assertThat(outcome.code()).isZero();
    JsonNode report = Sluice.json(Sluice.smallWorldRun().resolve("report.json"));
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines.get(0)).startsWith("Run ").contains("Gain", "Verdict");
    assertThat(lines.get(1))
        .startsWith("two & a half  0.")
        .contains(report.path("served").asString())
        .contains(report.at("/verdict/outcome").asString().replace('-', ' '))
        .endsWith("sample-base  2026-02-02 03:04");
    assertThat(lines.get(2)).startsWith("one ");
    assertThat(outcome.out()).doesNotContain("unfinished");
    String page = Files.readString(folder.resolve("index.html"));
    assertThat(page)
        .contains("<a href=\"two%20%26%20a%20half/report.html\">two &amp; a half</a>")
        .contains("id=\"section-time\"", "run by run", "<polyline");
  }

  @Test
  void jsonHasTheFiguresOfTheReport() throws IOException {
    run("one", "2026-01-02T03:04:05Z");
    JsonNode told =
        JsonMapper.shared().readTree(Sluice.execute("runs", folder.toString(), "--json").out());
    JsonNode report = Sluice.json(folder.resolve("one/report.json"));
    JsonNode own = told.at("/runs/0");
    assertThat(own.path("run").asString()).isEqualTo("one");
    double value =
        StreamSupport.stream(report.path("systems").spliterator(), false)
            .filter(s -> s.path("name").equals(report.path("served")))
            .mapToDouble(s -> s.at("/measures/nDCG@10/mean").asDouble())
            .findFirst()
            .orElseThrow();
    assertThat(own.path("value").asDouble()).isEqualTo(value);
    assertThat(Files.readString(folder.resolve("index.html"))).doesNotContain("section-time");
  }

  @Test
  void saysWhatIsWrongAndHowToFixIt() throws IOException {
    assertThat(Sluice.execute("runs", folder.resolve("none").toString()).err())
        .contains("none is no folder; make a run with: sluice run");
    Sluice.Outcome empty = Sluice.execute("runs", folder.toString());
    assertThat(empty.code()).isEqualTo(2);
    assertThat(empty.err()).contains("there is no complete run in " + folder);
    run("damaged", "2026-01-02T03:04:05Z");
    Files.writeString(folder.resolve("damaged/report.json"), "{");
    Sluice.Outcome damaged = Sluice.execute("runs", folder.toString());
    assertThat(damaged.code()).isEqualTo(2);
    assertThat(damaged.err())
        .contains(Path.of("damaged", "report.json") + " cannot be read")
        .contains("remove that run, or make it again");
    assertThat(folder.resolve("index.html")).doesNotExist();
  }
}
