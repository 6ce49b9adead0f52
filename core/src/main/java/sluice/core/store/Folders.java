package sluice.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders. */
public final class Folders {
  private Folders() {}

  /**
   * Makes a folder and those above it, where they are missing.
   *
   * @return the folder
   * @throws UncheckedIOException with the folder's name, where it cannot be made
   */
  public static Path make(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }
}
