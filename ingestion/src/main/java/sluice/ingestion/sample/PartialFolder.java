package sluice.ingestion.sample;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;

/**
 * A folder that gets its name only when it is complete.
 *
 * <p>Until then it lies beside the target as {@code .name.partial-PID}; {@link #close} removes it,
 * as does the end of the JVM by a signal. What a killed process left is removed by the next one.
 */
final class PartialFolder implements AutoCloseable {
  private final Path target;
  private final Path partial;
  private final Thread hook;

  private PartialFolder(Path target, Path partial) {
    this.target = target;
    this.partial = partial;
    this.hook = new Thread(() -> removeQuietly(partial));
  }

  /**
   * Begins a folder.
   *
   * @throws UserError where something else has the target's name
   */
  static PartialFolder beside(Path target) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
      throw taken(target);
    }
    Path parent = absolute.getParent();
    if (parent == null) {
      throw taken(target);
    }
    Files.createDirectories(parent);
    String prefix = "." + absolute.getFileName() + ".partial-";
    for (Path other : list(parent)) {
      String name = other.getFileName().toString();
      if (name.startsWith(prefix) && isOrphan(name.substring(prefix.length()))) {
        remove(other);
      }
    }
    PartialFolder folder =
        new PartialFolder(absolute, parent.resolve(prefix + ProcessHandle.current().pid()));
    remove(folder.partial);
    Runtime.getRuntime().addShutdownHook(folder.hook);
    Files.createDirectory(folder.partial);
    return folder;
  }

  private static UserError taken(Path target) {
    return new UserError(
        target
            + " is there already and is not this sample world. Mend: remove it, or choose another"
            + " folder");
  }

  /** Returns where to write. */
  Path path() {
    return partial;
  }

  /**
   * Gives the folder its name.
   *
   * @param made says whether somebody else has made the same meanwhile; then that one stays
   */
  void complete(BooleanSupplier made) throws IOException {
    if (Files.exists(target) && !isEmptyFolder(target)) {
      if (made.getAsBoolean()) {
        return;
      }
      throw taken(target);
    }
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    remove(partial);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, and finds nothing.
    }
  }

  private static boolean isOrphan(String pid) {
    try {
      return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    return Files.isDirectory(path) && list(path).isEmpty();
  }

  private static List<Path> list(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.toList();
    }
  }

  private static void removeQuietly(Path path) {
    try {
      remove(path);
    } catch (IOException e) {
      // Nothing more can be done while the JVM ends; the next run removes it.
    }
  }

  private static void remove(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
