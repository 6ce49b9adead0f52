package sluice.pipeline.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.pipeline.console.Console;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunSummaryTest {
  private static final RunSummary SUMMARY =
      new RunSummary(
          true,
          List.of("Ranking helps.", "It is significant."),
          List.of("nDCG@10", "recall@100"),
          List.of(
              new RunSummary.Row("popularity", "retrieval", List.of(0.08812, 0.25)),
              new RunSummary.Row("slate", "reranking", List.of(0.2, Double.NaN))),
          List.of(),
          12.5);

  @Test
  void aPersonGetsATableTheVerdictAndThePlaceOfTheReport() {
    assertThat(printed(Console.Mode.NORMAL).lines())
        .containsExactly(
            "",
            "system      stage      nDCG@10  recall@100",
            "popularity  retrieval   0.0881      0.2500",
            "slate       reranking   0.2000           –",
            "",
            "Ranking helps.",
            "It is significant.",
            "",
            "report: " + Path.of("runs", "one", "report.html"),
            "next:   sluice serve --run " + Path.of("runs", "one"));
  }

  @Test
  void aSplitThatCannotTellIsSaidAboveTheFigures() {
    RunSummary told =
        new RunSummary(
            false,
            List.of("This split cannot tell.", "Set protocol: k-fold."),
            SUMMARY.measures(),
            SUMMARY.systems(),
            List.of(),
            1);
    assertThat(printed(told, Console.Mode.NORMAL).lines())
        .startsWith("", "This split cannot tell.", "Set protocol: k-fold.", "")
        .endsWith(
            "",
            "report: " + Path.of("runs", "one", "report.html"),
            "next:   sluice serve --run " + Path.of("runs", "one"))
        .hasSize(10);
    assertThat(
            JsonMapper.shared()
                .readTree(printed(told, Console.Mode.JSON))
                .path("conclusive")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void aScriptGetsOneDocumentWithFullPrecisionAndNoEmptyMeasure() {
    JsonNode document = JsonMapper.shared().readTree(printed(Console.Mode.JSON));
    assertThat(document.path("run").asString()).isEqualTo(Path.of("runs", "one").toString());
    assertThat(document.path("seconds").asDouble()).isEqualTo(12.5);
    assertThat(document.path("verdict").get(0).asString()).isEqualTo("Ranking helps.");
    assertThat(document.path("systems").path("popularity").path("nDCG@10").asDouble())
        .isEqualTo(0.08812);
    assertThat(document.path("systems").path("slate").propertyNames()).containsExactly("nDCG@10");
  }

  @Test
  void quietPrintsNothing() {
    assertThat(printed(Console.Mode.QUIET)).isEmpty();
  }

  private static String printed(Console.Mode mode) {
    return printed(SUMMARY, mode);
  }

  private static String printed(RunSummary summary, Console.Mode mode) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (Console console = new Console(stream, stream, mode, false)) {
      summary.print(console, Path.of("runs", "one"));
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
