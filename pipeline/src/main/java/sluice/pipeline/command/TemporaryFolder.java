package sluice.pipeline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sluice.core.UserError;
import sluice.pipeline.run.RunFolder;

/**
 * A folder for tables that a command only looks at; it is gone when the command ends, however it
 * ends.
 */
record TemporaryFolder(Path path, Thread hook) implements AutoCloseable {
  static TemporaryFolder make() {
    try {
      Path path = Files.createTempDirectory("sluice-");
      Thread hook = new Thread(() -> RunFolder.delete(path), "remove-temporary-folder");
      Runtime.getRuntime().addShutdownHook(hook);
      return new TemporaryFolder(path, hook);
    } catch (IOException e) {
      throw new UserError(
          "cannot make a temporary folder ("
              + e.getMessage()
              + "); make room, or point -Djava.io.tmpdir in SLUICE_JAVA_OPTS elsewhere",
          e);
    }
  }

  @Override
  public void close() {
    RunFolder.delete(path);
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
