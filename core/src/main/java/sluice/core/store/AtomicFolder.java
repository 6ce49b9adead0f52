package sluice.core.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that gets its name only when it is complete.
 *
 * <p>Until then it is {@code .name.partial-PID} next to the target. {@link #close} removes it, and
 * so does the end of the process by a signal; what a killed process left is removed by the next one
 * that writes next to it.
 */
public final class AtomicFolder implements AutoCloseable {
  private static final String PARTIAL = ".partial-";

  private final Path target;
  private final TemporaryFolder working;

  private AtomicFolder(Path target, TemporaryFolder working) {
    this.target = target;
    this.working = working;
  }

  /** Begins a folder; its parent is made if it is not there. */
  public static AtomicFolder begin(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path parent =
        Optional.ofNullable(absolute.getParent())
            .orElseThrow(() -> new IOException(target + " has no parent"));
    Files.createDirectories(parent);
    removeAbandoned(parent);
    String name = "." + absolute.getFileName() + PARTIAL + ProcessHandle.current().pid();
    return new AtomicFolder(absolute, TemporaryFolder.at(parent.resolve(name)));
  }

  /** Says whether a name is taken by anything but an empty folder. */
  public static boolean isTaken(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      return Files.exists(target);
    }
    try (Stream<Path> inside = Files.list(target)) {
      return inside.findAny().isPresent();
    }
  }

  /** Returns the folder to write into until {@link #complete}. */
  public Path path() {
    return working.path();
  }

  /** Returns the final folder. */
  public Path target() {
    return target;
  }

  /** Gives the folder its name, where no folder but an empty one has it. */
  public void complete() throws IOException {
    complete(working.path());
  }

  /** Gives the name to a folder within; the rest goes. */
  public void complete(Path inside) throws IOException {
    if (Files.isDirectory(target)) {
      Files.delete(target);
    }
    AtomicFile.rename(inside, target);
  }

  @Override
  public void close() {
    working.close();
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, ".*" + PARTIAL + "*")) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        String pid = name.substring(name.lastIndexOf(PARTIAL) + PARTIAL.length());
        if (pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          TemporaryFolder.delete(folder);
        }
      }
    }
  }
}
