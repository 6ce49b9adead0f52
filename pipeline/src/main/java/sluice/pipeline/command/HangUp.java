package sluice.pipeline.command;

import java.util.concurrent.CompletableFuture;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import sluice.serving.http.Operation;
import sluice.serving.live.ReloadRefused;

/**
 * SIGHUP as what asks a server for a reload, as with other long-running Unix servers. Nothing asks
 * where there is no such signal (Windows), where the JVM may not have it ({@code -Xrs}), or where
 * it was ignored before the JVM started ({@code nohup}).
 *
 * <p>JLine takes the signal: the JDK has {@code sun.misc.Signal} alone for it, of which javac warns
 * wherever it is named, and no option turns that off.
 */
final class HangUp implements AutoCloseable {
  private static final String NAME = "HUP";

  private final CompletableFuture<Operation> server = new CompletableFuture<>();
  private final @Nullable Object before = Signals.register(NAME, this::asked);

  /** Takes the signal, which would end the process: what is asked now waits for a server. */
  HangUp() {}

  /** Says which server reloads. */
  void reloads(Operation operation) {
    server.complete(operation);
  }

  private void asked() {
    // loading takes seconds, for which the thread that brings signals is not held up
    Thread.ofVirtual().name("SIG" + NAME).start(() -> reload(server.join()));
  }

  private static void reload(Operation operation) {
    try {
      operation.takeBundle();
    } catch (ReloadRefused e) {
      // the log tells why, and there is nobody else to tell
    } catch (RuntimeException e) {
      operation.log().failed("reload", "SIG" + NAME, e);
    }
  }

  /** Gives the signal back. */
  @Override
  public void close() {
    Signals.unregister(NAME, before);
  }
}
