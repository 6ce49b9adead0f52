package sluice.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import sluice.core.UserError;

/**
 * A file that is written completely or not at all.
 *
 * <p>The content goes to a temporary file next to the target, is forced to the disk and then
 * renamed, so that a reader, a crash or a loss of power finds the old file or the new one. The
 * temporary name holds the process id: processes that write the same file do not mix. It is deleted
 * where writing fails.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of the content to the temporary file. */
    void writeTo(Path temporary) throws IOException;
  }

  /** Writes the content of a file, or decides that the old file stays. */
  @FunctionalInterface
  public interface Change {
    /** Writes all of the content to the temporary file; false: the old file stays as it is. */
    boolean writeTo(Path temporary) throws IOException;
  }

  /**
   * Writes a file, makes its folder if there is none, and replaces an old file of that name.
   *
   * @throws UserError where the folder cannot be written to
   * @throws IOException where writing fails, for example on a full disk
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw unwritable(file, e);
      }
    }
    try {
      replace(
          file,
          temporary -> {
            content.writeTo(temporary);
            return true;
          });
    } catch (AccessDeniedException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Replaces a file, in a folder that is there, where there is a change.
   *
   * @return what {@code change} returned
   */
  public static boolean replace(Path file, Change change) throws IOException {
    Path temporary =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      boolean changed = change.writeTo(temporary);
      if (changed) {
        try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          written.force(true);
        }
        rename(temporary, file);
      }
      return changed;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Renames in one step, or in the steps that the file system needs. */
  static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static UserError unwritable(Path file, IOException cause) {
    return new UserError(
        file + " cannot be written. Choose a folder that you may write to.", cause);
  }
}
