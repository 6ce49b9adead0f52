package sluice.serving.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Passes on to the server's log what stages say of themselves through {@link System.Logger}: a
 * source that is left out, a record that cannot be written. Safe for use by many threads.
 */
public final class StageMessages extends Handler {
  /** Held, because a logger that nobody holds loses its handlers. */
  private static final Logger SERVING = Logger.getLogger("sluice.serving");

  private final ServerLog log;

  private StageMessages(ServerLog log) {
    this.log = log;
  }

  /** Passes on from now on, to this log alone, whatever has the level of information or above. */
  public static void to(ServerLog log) {
    for (Handler handler : SERVING.getHandlers()) {
      SERVING.removeHandler(handler);
    }
    SERVING.setUseParentHandlers(false);
    SERVING.setLevel(Level.INFO);
    SERVING.addHandler(new StageMessages(log));
  }

  @Override
  public void publish(LogRecord message) {
    String name = String.valueOf(message.getLoggerName());
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("stage", name.substring(name.lastIndexOf('.') + 1));
    fields.put("says", new SimpleFormatter().formatMessage(message));
    if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
      log.warn("told", fields);
    } else {
      log.info("told", fields);
    }
  }

  @Override
  public void flush() {
    // every line is written at once
  }

  @Override
  public void close() {
    // the server's log is its owner's to end
  }
}
