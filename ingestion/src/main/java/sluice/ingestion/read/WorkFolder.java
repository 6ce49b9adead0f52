package sluice.ingestion.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;

/**
 * A folder for half-done work, which closing removes with all that is in it, an end by signal too.
 */
final class WorkFolder implements AutoCloseable {
  private final Path path;
  private final Thread atExit = new Thread(this::remove, "remove-temporary-files");

  private WorkFolder(Path path) {
    this.path = path;
  }

  static WorkFolder in(Path parent) {
    try {
      Files.createDirectories(parent);
      WorkFolder folder = new WorkFolder(Files.createTempDirectory(parent, ".ingest-"));
      Runtime.getRuntime().addShutdownHook(folder.atExit);
      return folder;
    } catch (IOException e) {
      throw new UserError(
          parent
              + " cannot be written to ("
              + e.getMessage()
              + "); choose another folder, or mend its permissions",
          e);
    }
  }

  Path path() {
    return path;
  }

  private void remove() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The machine is going down already; the hook finds nothing to do.
    }
  }
}
