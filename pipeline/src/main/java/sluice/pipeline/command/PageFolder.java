package sluice.pipeline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import sluice.core.UserError;
import sluice.evaluation.report.SectionsPage;

/**
 * The folder that a command other than {@code run} puts its page into: as HTML, Markdown and JSON.
 *
 * @param path may be there already, but then empty
 */
record PageFolder(Path path) {
  /**
   * Checks that the folder can be written, before any work is done.
   *
   * @throws UserError where it holds something, or is no folder
   */
  static PageFolder open(Path path) {
    try {
      if (Files.exists(path) && !empty(path)) {
        throw new UserError(
            path + " exists already; nothing was written. Give another --out, or remove it first");
      }
      Files.createDirectories(path);
      return new PageFolder(path);
    } catch (IOException e) {
      throw new UserError(
          "cannot write into "
              + path
              + " ("
              + e.getMessage()
              + "); give an --out in a folder you may write to",
          e);
    }
  }

  private static boolean empty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  /** Writes the page; returns the file to open. */
  Path write(String stem, SectionsPage page) {
    return page.write(path, stem, "json", "md", "html");
  }
}
