package sluice.pipeline.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
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
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;

/**
 * The folder a run writes: everything goes into a hidden folder beside it, which takes the final
 * name when all is there.
 *
 * <p>An interrupted or failed run therefore leaves nothing under the final name, and {@link #close}
 * removes the hidden folder. A hidden folder whose process was killed outright is removed by the
 * next run beside it.
 */
public final class RunFolder implements AutoCloseable {
  /** The file whose presence says that a run is complete. */
  public static final String MANIFEST = "manifest.json";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss");
  private static final String PARTIAL = ".partial-";

  private final Path target;
  private final Path working;
  private @Nullable Thread hook;

  private RunFolder(Path target, Path working) {
    this.target = target;
    this.working = working;
    this.hook = new Thread(() -> delete(working), "remove-unfinished-run");
    Runtime.getRuntime().addShutdownHook(hook);
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
    Path absolute = target.toAbsolutePath().normalize();
    try {
      if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
        throw new UserError(
            target
                + " exists already; nothing was written. Give another --out, or remove it first");
      }
      Path parent = absolute.getParent();
      if (parent == null) {
        throw new UserError(target + " is no folder to write a run into; give another --out");
      }
      Files.createDirectories(parent);
      removeAbandoned(parent);
      Path working =
          parent.resolve("." + absolute.getFileName() + PARTIAL + ProcessHandle.current().pid());
      delete(working);
      Files.createDirectory(working);
      return new RunFolder(absolute, working);
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
    return working;
  }

  /** Returns the final folder. */
  public Path target() {
    return target;
  }

  /** Gives the folder its final name. */
  public void complete() {
    try {
      Files.deleteIfExists(target);
      try {
        Files.move(working, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(working, target);
      }
      pointLatest();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give the run folder its name " + target, e);
    }
    unhook();
  }

  /**
   * Moves a file out of the unfinished folder, to stand beside the final one under {@code
   * <folder>-<file>}, in the place of an older one.
   *
   * @return where it stands now
   */
  public Path keep(Path file) {
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
    if (Files.exists(working)) {
      delete(working);
    }
    unhook();
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
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(f -> !Files.isSymbolicLink(f) && Files.isRegularFile(f.resolve(MANIFEST)))
          .max(
              Comparator.comparing(RunFolder::written)
                  .thenComparing(f -> f.getFileName().toString()));
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
   * Keeps a link {@code latest} beside the run for the eye and the shell; where links cannot be
   * made, there is none. A folder without a manifest (the pages of a check, say) is no run.
   */
  private void pointLatest() {
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

  private static void removeAbandoned(Path parent) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, ".*" + PARTIAL + "*")) {
      for (Path folder : List.copyOf(toList(folders))) {
        String name = folder.getFileName().toString();
        String pid = name.substring(name.lastIndexOf(PARTIAL) + PARTIAL.length());
        if (pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          delete(folder);
        }
      }
    }
  }

  private static List<Path> toList(DirectoryStream<Path> stream) {
    List<Path> list = new java.util.ArrayList<>();
    stream.forEach(list::add);
    return list;
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.findAny().isEmpty();
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
  }

  private void unhook() {
    Thread h = hook;
    hook = null;
    if (h != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(h);
      } catch (IllegalStateException e) {
        return; // the machine is going down already and the hook has run
      }
    }
  }

  /**
   * Removes a folder with all that is in it; what another process removes meanwhile is passed over.
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
