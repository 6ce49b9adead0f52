package sluice.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import sluice.core.UserError;

/**
 * A folder for work in progress: {@link #close} removes it with all that is in it, and so does the
 * end of the process, by a signal too.
 */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Thread hook;

  private TemporaryFolder(Path path) {
    this.path = path;
    this.hook = new Thread(() -> delete(path), "remove-temporary-folder");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Makes a folder of a new name in a parent, which is made if it is not there. */
  public static TemporaryFolder in(Path parent, String prefix) throws IOException {
    Files.createDirectories(parent);
    return new TemporaryFolder(Files.createTempDirectory(parent, prefix));
  }

  /**
   * Makes a folder of a new name where the system keeps temporary files.
   *
   * @throws UserError where it cannot be made
   */
  public static TemporaryFolder make() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("sluice-"));
    } catch (IOException e) {
      throw new UserError(
          "cannot make a temporary folder ("
              + e.getMessage()
              + "); make room, or point -Djava.io.tmpdir in SLUICE_JAVA_OPTS elsewhere",
          e);
    }
  }

  /** Makes an empty folder of this name. */
  static TemporaryFolder at(Path path) throws IOException {
    delete(path);
    return new TemporaryFolder(Files.createDirectory(path));
  }

  /** Returns the folder. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    delete(path);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs, and finds nothing.
    }
  }

  /**
   * Removes a folder with all that is in it. What another process removes meanwhile is passed over,
   * and what cannot be removed stays.
   */
  public static void delete(Path folder) {
    for (int attempt = 0; attempt < 3 && Files.exists(folder); attempt++) {
      try (Stream<Path> tree = Files.walk(folder)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | UncheckedIOException e) {
        // a writer may still have been busy: once more
      }
    }
  }
}
