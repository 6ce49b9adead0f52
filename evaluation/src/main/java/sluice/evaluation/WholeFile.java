package sluice.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import sluice.core.UserError;

/** Writes a file whole or not at all: to a temporary name beside it, then renamed. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes the content. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of the content; the stream is not buffered and is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, making its folder where there is none; an old file of the name is replaced.
   *
   * @throws UserError where the place cannot be written to
   * @throws IOException where the machine fails, a full disk for one; nothing is left behind
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    if (folder != null && !Files.isDirectory(folder)) {
      makeFolder(file, folder);
    }
    boolean begun = false;
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        begun = true;
        content.writeTo(out);
      }
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (AccessDeniedException e) {
      throw unwritable(file, e);
    } finally {
      if (begun) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static void makeFolder(Path file, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static UserError unwritable(Path file, IOException cause) {
    return new UserError(
        file + " cannot be written. Choose a folder that you may write to.", cause);
  }
}
