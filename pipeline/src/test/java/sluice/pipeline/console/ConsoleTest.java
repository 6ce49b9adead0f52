package sluice.pipeline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import sluice.pipeline.console.Console.Mode;

class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aStepIsOnePlainLineWithItsTimeWhereThereIsNoTerminal() {
    told(
        Mode.NORMAL,
        c -> {
          c.start("split the data", 10);
          c.advance(4);
          c.advance(6);
          c.end();
        });
    assertThat(text(err)).matches("  split the data +[0-9.]+ s\\R");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void aStepWithinAStepHasNoLineOfItsOwn() {
    told(
        Mode.NORMAL,
        c -> {
          c.start("outer", 0);
          c.start("inner", 5);
          c.advance(5);
          c.end();
          c.end();
        });
    assertThat(text(err).lines()).singleElement().asString().startsWith("  outer ");
  }

  @Test
  void anEndTooManyIsPassedOver() {
    told(Mode.NORMAL, Console::end);
    assertThat(text(err)).isEmpty();
  }

  @Test
  void resultsGoToStandardOutputAndNotesToStandardError() {
    told(
        Mode.NORMAL,
        c -> {
          c.note("looking");
          c.result("found");
          c.json("{}");
        });
    assertThat(text(out)).isEqualToIgnoringNewLines("found");
    assertThat(text(err)).isEqualToIgnoringNewLines("looking");
  }

  @Test
  void quietLeavesWarningsAlone() {
    told(Mode.QUIET, ConsoleTest::everything);
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).isEqualToIgnoringNewLines("warning: few users");
  }

  @Test
  void jsonLeavesTheDocumentAndWarnings() {
    told(Mode.JSON, ConsoleTest::everything);
    assertThat(text(out)).isEqualToIgnoringNewLines("{\"users\":3}");
    assertThat(text(err)).isEqualToIgnoringNewLines("warning: few users");
  }

  @Test
  void aWarningIsToldOnceAndKept() {
    told(
        Mode.NORMAL,
        c -> {
          c.warn("few users");
          c.warn("few users");
          c.warn("few items");
          assertThat(c.warnings()).containsExactly("few users", "few items");
        });
    assertThat(text(err).lines()).containsExactly("warning: few users", "warning: few items");
  }

  @Test
  void onATerminalABarIsDrawnAndTakenAwayAgain() {
    try (Console console = new Console(stream(out), stream(err), Mode.NORMAL, true)) {
      console.start("read", 4);
      console.advance(4);
      console.end();
    }
    String last = text(err).lines().reduce("", (a, b) -> b);
    assertThat(last).contains("  read ").endsWith(" s");
    assertThat(text(out)).isEmpty();
  }

  private static void everything(Console console) {
    console.start("step", 1);
    console.advance(1);
    console.end();
    console.note("looking");
    console.warn("few users");
    console.result("found");
    console.json("{\"users\":3}");
  }

  private void told(Mode mode, Consumer<Console> what) {
    try (Console console = new Console(stream(out), stream(err), mode, false)) {
      assertThat(console.mode()).isEqualTo(mode);
      what.accept(console);
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
