package sluice.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.UserError;
import sluice.serving.access.ApiKey;
import sluice.serving.connection.ConnectionLimits;
import sluice.serving.feedback.FeedbackSettings;

/** A server's config: what it says, what its page says of it, what it says of mistakes. */
class ServeConfigTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "serve-config.md");

  private static final String HASH = ApiKey.hash("secret");

  @TempDir Path folder;

  /** The page is made from the file: where this fails, copy target/serve-config.md into docs. */
  @Test
  void thePageHoldsTheDefaults() throws IOException {
    String page = Files.readString(PAGE);
    String made =
        page.substring(0, page.indexOf("```yaml\n") + "```yaml\n".length())
            + ServeConfig.DEFAULTS
            + page.substring(page.indexOf("\n```\n") + 1);
    Files.writeString(Path.of("target", "serve-config.md"), made);
    assertThat(page).isEqualTo(made);
    assertThat(known()).isNotEmpty().allMatch(key -> ServeConfig.DEFAULTS.contains(key + ":"));
    assertThat(ServeConfig.read(Optional.empty(), Map.of()).keepSlates())
        .isEqualTo(FeedbackSettings.KEEP_SHOWN_DAYS);
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
        "keepSlates: 0|:1: keepSlates is 0; a whole number from 1 to 36500 is expected",
        "clock: wall|:1: clock is 'wall'; one of auto, system, data is expected",
        "threads: many|:1: threads is 'many'; a whole number from 0 to 1024 is expected",
        "connections: {most: 0}|:1: connections.most is 0; a whole number from 1 to 1000000 is",
        "connections: {headers: 0}|:1: connections.headers is 0",
        "connections: {body: -1}|:1: connections.body is -1",
        "connections: {answer: 1e9}|:1: connections.answer is ",
        "connections: {idle: soon}|:1: connections.idle is 'soon'",
        "connections: {total: 1}|:1: unknown key connections.total",
        "keys: [{name: a b, role: read, sha256: HASH}]|:1: keys[0].name is 'a b'; a name of 1 to 64"
            + " letters, digits, . _ or - is expected",
        "keys: [{name: a}]|:1: keys[0].role is missing; it is required",
        "keys: [{name: a, role: boss}]|:1: keys[0].role is 'boss'; one of read, write, admin is",
        "keys: [{name: a, role: read, sha256: secret}]|:1: keys[0].sha256 is 'secret'; 64 hexadecimal"
            + " digits, as sluice serve key prints, are expected",
        "keys: [{name: a, role: read, sha256: HASH, note: x}]|:1: unknown key keys[0].note",
        "keys: [{name: a, role: read, sha256: HASH}, {name: b, role: read, sha256: HASH}]|:1: keys"
            + " is a list; two keys have one name or one secret; give each its own",
        "port: 1\\nhost: 0.0.0.0|:2: host is 0.0.0.0, where others can reach the server, and it has"
            + " no keys. Fix: make one with sluice serve key",
        "[1]|:1: a config is a map of keys, such as  port: 8080"
      })
  void aMistakeIsToldWithItsPlace(String yaml, String message) {
    refuses(yaml, message);
  }

  @Test
  void everyLimitOfConnectionsIsRead() throws IOException {
    String yaml = "connections: {most: 7, headers: 0.5, body: 2, answer: 3, idle: 4.25}";
    assertThat(read(yaml).connections())
        .isEqualTo(
            new ConnectionLimits(
                7,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofMillis(4_250)));
  }

  @Test
  void withAKeyOthersMayReachIt() throws IOException {
    String keys = "keys: [{name: a, role: read, sha256: " + HASH + "}]";
    assertThat(read("host: 0.0.0.0\n" + keys).keys().open()).isFalse();
    assertThatThrownBy(() -> read("host: no.such.host.invalid"))
        .hasMessageContaining("host no.such.host.invalid is no address of this machine");
  }

  private void refuses(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n").replace("HASH", HASH)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(folder.resolve("serve.yaml") + message);
  }

  private String[] known() {
    try {
      read("unknown: 1");
      throw new AssertionError("an unknown key was taken");
    } catch (UserError e) {
      return String.valueOf(e.getMessage()).replaceAll(".*known here: ", "").split(", ", -1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private ServeConfig read(String yaml) throws IOException {
    return ServeConfig.read(
        Optional.of(Files.writeString(folder.resolve("serve.yaml"), yaml)), Map.of());
  }
}
