package sluice.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.candidates.RetrievalSettings;
import sluice.candidates.SourceSpec;
import sluice.core.YamlFile;
import sluice.ingestion.split.Protocol;
import sluice.studies.check.BehaviourCheck;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds docs/reference/config.md and the recorded config against what the code reads. */
class ConfigDocsTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "config.md");

  @TempDir Path folder;

  @Test
  void thePagesConfigIsTheDefault() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```yaml") + "```yaml".length();
    String yaml = page.substring(start, page.indexOf("```", start));
    Path file = Files.writeString(folder.resolve("config.yaml"), yaml);
    Object stated = sorted(PipelineConfig.read(Optional.of(file), List.of()).resolved());
    Object defaults = sorted(PipelineConfig.read(Optional.empty(), List.of()).resolved());
    assertThat(stated).isEqualTo(defaults);
  }

  /** The page is made from the files: where this fails, copy target/config.md into docs. */
  @Test
  void thePageHoldsTheDefaults() throws IOException {
    String page = Files.readString(PAGE);
    String made =
        page.substring(0, page.indexOf("```yaml\n") + "```yaml\n".length())
            + withIncludes(ConfigFile.DEFAULTS)
            + page.substring(page.indexOf("\n```\n") + 1);
    Files.writeString(Path.of("target", "config.md"), made);
    assertThat(page).isEqualTo(made);
  }

  @Test
  void thePageHoldsTheDefaultsOfProtocols() throws IOException {
    assertThat(Files.readString(PAGE)).contains("```yaml\n" + Protocol.DEFAULTS + "```");
  }

  @Test
  void thePageOfChecksHoldsTheirDefaults() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "reference", "check.md")))
        .contains("```yaml\n" + BehaviourCheck.DEFAULTS + "```");
  }

  @Test
  void theSourcesOfTheFileAreThoseOfTheModule() {
    assertThat(PipelineConfig.read(Optional.empty(), List.of()).candidates().sources())
        .extracting(SourceSpec::name, SourceSpec::settings)
        .containsExactlyElementsOf(
            RetrievalSettings.defaults().sources().stream()
                .map(s -> tuple(s.name(), s.settings()))
                .toList());
  }

  @Test
  void everyKeyStandsOnAPage() throws IOException {
    StringBuilder page = new StringBuilder();
    List<String> pages =
        List.of("config", "check", "candidates", "collaborative-sources", "rankers");
    for (String name : pages) {
      page.append(Files.readString(Path.of("..", "docs", "reference", name + ".md")));
    }
    Set<String> keys = new LinkedHashSet<>();
    keys(PipelineConfig.read(Optional.empty(), List.of()).resolved(), keys);
    assertThat(keys).isNotEmpty().allMatch(key -> page.indexOf(key + ":") >= 0);
  }

  @Test
  void aRecordedConfigReadAgainMeansTheSame() throws IOException {
    List<String> sets = List.of("ranking.model={type: xgboost, depth: 4}", "protocol=k-fold");
    Map<String, Object> recorded = PipelineConfig.read(Optional.empty(), sets).resolved();
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"), new YAMLMapper().writeValueAsString(recorded));
    assertThat(PipelineConfig.read(Optional.of(file), List.of()).resolved()).isEqualTo(recorded);
  }

  /** Puts the defaults of other modules in place of the lines that name their files. */
  private static String withIncludes(String yaml) {
    return Pattern.compile("(?m)^( *)# include (\\S+)\\R")
        .matcher(yaml)
        .replaceAll(line ->
            Matcher.quoteReplacement(
                YamlFile.resource(ConfigFile.class, line.group(2)).indent(line.group(1).length())));
  }

  /** Numbers as doubles, so that 60 and 60.0 are the same. */
  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> out = new java.util.TreeMap<>();
        map.forEach((k, v) -> out.put((String) k, sorted(v)));
        yield out;
      }
      case List<?> list -> list.stream().map(ConfigDocsTest::sorted).toList();
      case Number n -> n.doubleValue();
      default -> value;
    };
  }

  private static void keys(Object value, Set<String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> {
        into.add((String) key);
        keys(inner, into);
      });
    } else if (value instanceof List<?> list) {
      list.forEach(inner -> keys(inner, into));
    }
  }
}
