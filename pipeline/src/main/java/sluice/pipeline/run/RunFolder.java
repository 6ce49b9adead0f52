package sluice.pipeline.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.core.UserError;
import sluice.core.store.AtomicFolder;

/**
 * The folder a run writes: everything goes into a hidden folder next to it, which takes the final
 * name when all is there.
 *
 * <p>An interrupted or failed run therefore leaves nothing under the final name, and {@link #close}
 * removes the hidden folder. A hidden folder whose process was killed outright is removed by the
 * next run with it.
 */
public final class RunFolder implements AutoCloseable {
  /** The file whose presence says that a run is complete. */
  public static final String MANIFEST = "manifest.json";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");

  private final AtomicFolder folder;

  private RunFolder(AtomicFolder folder) {
    this.folder = folder;
  }

  /** Returns the default target of a run: {@code runs/<time>-<name>}. */
  public static Path defaultTarget(Path runs, String name) {
    String stem =
        LocalDateTime.now(ZoneId.systemDefault()).format(STAMP)
            + "-"
            + name.replaceAll("[^A-Za-z0-9._-]", "-");
    Path target = runs.resolve(stem);
    for (int i = 2; Files.exists(target); i++) {
      target = runs.resolve(stem + "-" + i);
    }
    return target;
  }

  /**
   * Opens a folder to write into.
   *
   * @throws UserError where the target exists and is not an empty folder, or cannot be written
   */
  public static RunFolder open(Path target) {
    try {
      if (AtomicFolder.isTaken(target)) {
        throw new UserError(
            target
                + " exists already; nothing was written. Give another --out, or remove it first");
      }
      return new RunFolder(AtomicFolder.begin(target));
    } catch (IOException e) {
      throw new UserError(
          "cannot write into "
              + target
              + " ("
              + reason(e)
              + "); give an --out in a folder you may write to",
          e);
    }
  }

  /** Returns the folder to write into until {@link #complete}. */
  public Path path() {
    return folder.path();
  }

  /** Returns the final folder. */
  public Path target() {
    return folder.target();
  }

  /** Gives the folder its final name. */
  public void complete() {
    try {
      folder.complete();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give the run folder its name " + target(), e);
    }
    pointLatest();
  }

  /**
   * Moves a file out of the unfinished folder, to stand next to the final one under {@code
   * <folder>-<file>}, in the place of an older one.
   *
   * @return where it stands now
   */
  public Path keep(Path file) {
    Path target = folder.target();
    Path kept = target.resolveSibling(target.getFileName() + "-" + file.getFileName());
    try {
      return Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep " + file + " as " + kept, e);
    }
  }

  /** Removes what was written where the run was not completed. */
  @Override
  public void close() {
    folder.close();
  }

  /**
   * Finds a run: a folder, or {@code latest}, the newest in {@code runs} with a complete manifest.
   *
   * @throws UserError where there is none
   */
  public static Path find(String run, Path runs) {
    if (run.equals("latest")) {
      return latest(runs)
          .orElseThrow(() ->
              new UserError(
                  "there is no complete run in " + runs + "/; make one with: sluice run"));
    }
    Path folder = Path.of(run);
    if (!Files.isRegularFile(folder.resolve(MANIFEST))) {
      throw new UserError(
          run
              + " is no complete run (it has no "
              + MANIFEST
              + "); give the folder of one, or latest");
    }
    return folder;
  }

  private static Optional<Path> latest(Path runs) {
    return complete(runs).stream()
        .max(
            Comparator.comparing(RunFolder::written)
                .thenComparing(f -> f.getFileName().toString()));
  }

  /** Returns the folders of complete runs, in no order; none where there is no such folder. */
  static List<Path> complete(Path runs) {
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(f -> !Files.isSymbolicLink(f) && Files.isRegularFile(f.resolve(MANIFEST)))
          .toList();
    } catch (IOException e) {
      throw new UserError("cannot read " + runs + " (" + reason(e) + ")", e);
    }
  }

  private static java.nio.file.attribute.FileTime written(Path folder) {
    try {
      return Files.getLastModifiedTime(folder.resolve(MANIFEST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps a link {@code latest} next to the run for the eye and the shell; where links cannot be
   * made, there is none. A folder without a manifest (the pages of a check, say) is no run.
   */
  private void pointLatest() {
    Path target = folder.target();
    Path link = target.resolveSibling("latest");
    if (!Files.isRegularFile(target.resolve(MANIFEST))
        || (Files.exists(link) && !Files.isSymbolicLink(link))) {
      return;
    }
    try {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, target.getFileName());
    } catch (IOException | UnsupportedOperationException e) {
      return; // a convenience only: `--run latest` reads the manifests
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }
}
