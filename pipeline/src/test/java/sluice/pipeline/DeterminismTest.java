package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same config, data and seed give the same bytes, however many threads work; the sources are
 * the default ones, graphs of hnswlib among them.
 *
 * <p>The report is the same but for what is measured again in every run: times, the command, {@code
 * threads}, and the columns {@link #MEASURED} of the tables "(measured in this run)".
 * docs/reference/candidates.md says the same.
 */
class DeterminismTest {
  private static final Set<String> MEASURED = Set.of("walk, µs", "scan, µs", "build, s");

  private final Path one = Sluice.smallWorldRun("threads=1");
  private final Path two = Sluice.smallWorldRun("threads=2");

  @Test
  void theNumberOfThreadsChangesNoByteOfListsJudgementsAndTables() throws IOException {
    assertThat(Sluice.files(one)).isEqualTo(Sluice.files(two));
    List<String> compared =
        Sluice.files(one).stream()
            .filter(f -> f.startsWith("runs/") || f.startsWith("qrels") || f.endsWith(".parquet"))
            .toList();
    assertThat(compared).hasSizeGreaterThan(20);
    for (String file : compared) {
      assertThat(Files.mismatch(one.resolve(file), two.resolve(file))).as(file).isEqualTo(-1);
    }
  }

  @Test
  void theNumberOfThreadsChangesNothingInTheReportButWhatIsMeasured() {
    assertThat(repeatable(two)).isEqualTo(repeatable(one));
  }

  @Test
  void everyDefaultSourceIsRepeatable() {
    for (JsonNode system : Sluice.json(one.resolve("report.json")).path("systems")) {
      assertThat(system.path("repeatable").asBoolean()).as(system.path("name").asString()).isTrue();
    }
  }

  @Test
  void theReportInMarkdownDiffersInTimesAndThreadsAlone() throws IOException {
    List<String> a = withoutMeasured(one.resolve("report.md"));
    List<String> b = withoutMeasured(two.resolve("report.md"));
    assertThat(a).hasSizeGreaterThan(200);
    assertThat(b).isEqualTo(a);
  }

  @Test
  void anotherSeedGivesOtherBytes() throws IOException {
    Path other = Sluice.smallWorldRun("threads=2", "seed=43");
    for (String file : List.of("qrels.tsv", "runs/random.tsv", "runs/slate.tsv")) {
      assertThat(Files.mismatch(two.resolve(file), other.resolve(file))).as(file).isNotNegative();
    }
  }

  /** Returns the report's text without what differs from run to run by its nature. */
  private static String repeatable(Path run) {
    ObjectNode report = (ObjectNode) Sluice.json(run.resolve("report.json"));
    assertThat(report.remove(List.of("timings", "command")).isObject()).isTrue();
    ((ObjectNode) report.path("facts")).remove("threads");
    report.put("config", report.path("config").asString().replaceAll("(?m)^threads: \\d+$", ""));
    for (JsonNode row : report.path("funnel")) {
      ((ObjectNode) row).remove("millis");
    }
    for (JsonNode section : report.path("sections")) {
      for (JsonNode block : section.path("blocks")) {
        if (block.path("title").asString("").endsWith("(measured in this run)")) {
          removeMeasured(block);
        }
      }
    }
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  private static void removeMeasured(JsonNode table) {
    for (int column = table.path("columns").size() - 1; column >= 0; column--) {
      if (MEASURED.contains(table.path("columns").get(column).asString())) {
        for (JsonNode row : table.path("rows")) {
          ((ArrayNode) row).remove(column);
        }
      }
    }
  }

  /** Lines without a time; what follows the heading of the command and its times is left out. */
  private static List<String> withoutMeasured(Path markdown) throws IOException {
    try (Stream<String> lines = Files.lines(markdown)) {
      return lines
          .filter(l -> !l.startsWith("| hnsw-") || !l.contains("| hnswlib |"))
          .filter(l -> !l.startsWith("./sluice run"))
          .filter(l -> !l.startsWith("| Threads |") && !l.matches("threads: \\d+"))
          .map(l -> l.replaceAll("\\| [0-9.]+ (µs|ms|s) \\|$", "| time |"))
          .collect(Collectors.toList());
    }
  }
}
