package sluice.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;
import sluice.serving.http.TinyServer.Setup;
import sluice.serving.live.ReplayLog;

/** What becomes of requests that cannot be recorded. */
class RecordFaultsTest {
  @TempDir Path folder;

  @Test
  void whereTheDiskIsFullRequestsAreAnsweredAndItIsToldOnce() throws Exception {
    try (Heard heard = new Heard()) {
      Setup setup = Setup.in(folder).log(new ReplayLog(Path.of("/dev/full")));
      try (TinyServer server = new TinyServer(setup)) {
        for (int i = 0; i < 5; i++) {
          assertThat(server.recommend("u").degraded()).isEmpty();
        }
        while (server.metric("sluice_dropped_records_total") < 5) {
          Thread.onSpinWait(); // written by a thread of its own
        }
      }
      assertThat(heard.messages)
          .containsExactly(
              "requests cannot be recorded to /dev/full (No space left on device); they are"
                  + " answered without",
              "5 requests could not be recorded");
    }
  }

  @Test
  void aRecordThatAKilledServerLeftHalfIsCutOff() throws Exception {
    Path file = folder.resolve("served.jsonl");
    Files.writeString(file, "{\"whole\": 1}\n{\"half\": ");
    try (TinyServer server = new TinyServer(Setup.in(folder).log(new ReplayLog(file)))) {
      server.recommend("u");
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2).startsWith("{\"whole\": 1}");
    assertThat(lines.getLast()).startsWith("{").contains("requestId").endsWith("}");
    Files.writeString(file, "half a line");
    new ReplayLog(file).close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedAtTheStart() {
    assertThatThrownBy(() -> new ReplayLog(folder.resolve("no/such/folder/served.jsonl")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot record to")
        .hasMessageContaining("served.jsonl");
  }

  /** Hears what the record's log says. */
  private static final class Heard extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger(ReplayLog.class.getName());
    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

    Heard() {
      logger.setLevel(Level.ALL);
      logger.addHandler(this);
      logger.setUseParentHandlers(false);
    }

    @Override
    public void publish(LogRecord entry) {
      messages.add(new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.setLevel(null);
      logger.setUseParentHandlers(true);
      logger.removeHandler(this);
    }
  }
}
