package sluice.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.UserError;

/** A server's config: what it says, what its page says of it, what it says of mistakes. */
class ServeConfigTest {
  private static final Path PAGE = Path.of("..", "docs", "serve-config.md");

  @TempDir Path folder;

  @Test
  void thePagesConfigIsTheDefaultAndHasEveryKey() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```yaml") + "```yaml".length();
    String yaml = page.substring(start, page.indexOf("```", start));
    Map<String, Object> defaults = ServeConfig.read(Optional.empty(), Map.of()).resolved();
    assertThat(new TreeMap<>(read(yaml).resolved())).isEqualTo(new TreeMap<>(defaults));
    assertThat(known()).isNotEmpty().allMatch(key -> yaml.contains(key + ":"));
  }

  @Test
  void anOptionGoesBeforeTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("serve.yaml"), "port: 1\nhost: localhost");
    ServeConfig config =
        ServeConfig.read(Optional.of(file), Map.of("port", 2L, "record", "served.jsonl"));
    assertThat(config.port()).isEqualTo(2);
    assertThat(config.host()).isEqualTo("localhost");
    assertThat(config.record()).contains(Path.of("served.jsonl"));
  }

  @Test
  void pathsInTheFileCountFromItsFolder() throws IOException {
    assertThat(read("record: served.jsonl").record()).contains(folder.resolve("served.jsonl"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "prot: 1|:1: unknown key prot (did you mean port?); known here: host, port, ",
        "port: 70000|:1: port is 70000; a whole number from 0 to 65535 is expected",
        "deadline: 0|:1: deadline is 0; a whole number from 1 to 60000 is expected",
        "clock: wall|:1: clock is 'wall'; one of auto, system, data is expected",
        "threads: many|:1: threads is 'many'; a whole number from 0 to 1024 is expected",
        "[1]|:1: a config is a map of keys, such as  port: 8080"
      })
  void aMistakeIsToldWithItsPlace(String yaml, String message) {
    refuses(yaml, message);
  }

  private void refuses(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(folder.resolve("serve.yaml") + message);
  }

  private String[] known() {
    try {
      read("unknown: 1");
      throw new AssertionError("an unknown key was taken");
    } catch (UserError e) {
      return String.valueOf(e.getMessage()).replaceAll(".*known here: ", "").split(", ");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private ServeConfig read(String yaml) throws IOException {
    return ServeConfig.read(
        Optional.of(Files.writeString(folder.resolve("serve.yaml"), yaml)), Map.of());
  }
}
