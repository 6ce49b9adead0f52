package sluice.serving.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class StageMessagesTest {
  private static final System.Logger STAGE = System.getLogger("sluice.serving.live.Stage");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final Clock noon = Clock.fixed(Instant.parse("2025-06-15T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void whatAStageSaysIsALineOfTheServersLog() {
    StageMessages.to(new ServerLog(ServerLog.Format.TEXT, false, out, noon));
    STAGE.log(System.Logger.Level.WARNING, "the source {0} is left out", "lucene");
    STAGE.log(System.Logger.Level.INFO, "it is back");
    STAGE.log(System.Logger.Level.DEBUG, "not for the log");
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "2025-06-15T12:00:00Z WARN told stage=Stage says=\"the source lucene is left out\"",
            "2025-06-15T12:00:00Z INFO told stage=Stage says=\"it is back\"");
  }

  @Test
  void theLogThatCameLastGetsThemAlone() {
    StageMessages.to(new ServerLog(ServerLog.Format.TEXT, false, out, noon));
    StageMessages.to(new ServerLog(ServerLog.Format.OFF, false, out, noon));
    STAGE.log(System.Logger.Level.ERROR, "nothing");
    assertThat(bytes.size()).isZero();
  }
}
