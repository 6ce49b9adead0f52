package sluice.serving.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.core.store.AtomicFile;
import sluice.core.store.Folders;
import sluice.features.tables.LaterCounts;

/**
 * The counts that recorded requests were answered with, one file a version, in a folder next to the
 * records: what the feedback store held then cannot be asked for later, when slates were removed
 * and users forgotten. Safe for use by many threads of one process.
 */
final class CountsFiles {
  private static final String SUFFIX = ".arrays";
  private static final Object TURN = new Object();

  private final Path folder;

  private CountsFiles(Path folder) {
    this.folder = folder;
  }

  /** Returns the files that belong to a file of records. */
  static CountsFiles beside(Path records) {
    return new CountsFiles(records.resolveSibling(records.getFileName() + ".counts"));
  }

  /** Returns the folder, which need not be there. */
  Path folder() {
    return folder;
  }

  /**
   * Writes the counts of a version.
   *
   * @param forgotten users who are left out
   */
  void write(String bundle, String version, LaterCounts counts, Iterable<String> forgotten) {
    synchronized (TURN) {
      Folders.make(folder);
      LaterCounts kept = counts;
      for (String user : forgotten) {
        kept = kept.without(user);
      }
      put(file(bundle, version), kept);
    }
  }

  /** Reads the counts of a version; empty where they are not there. */
  Optional<LaterCounts> read(String bundle, String version) {
    Path file = file(bundle, version);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /** Takes a user out of all files; returns those that were written again. */
  List<Path> forget(String user) {
    synchronized (TURN) {
      List<Path> rewritten = new ArrayList<>();
      for (Path file : files()) {
        LaterCounts counts = read(file);
        LaterCounts fewer = counts.without(user);
        if (fewer != counts) {
          put(file, fewer);
          rewritten.add(file);
        }
      }
      return rewritten;
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private Path file(String bundle, String version) {
    return folder.resolve(bundle + "-" + version + SUFFIX);
  }

  private static LaterCounts read(Path file) {
    try (ArrayReader in = new ArrayReader(file)) {
      LaterCounts counts = LaterCounts.read(in);
      in.finish();
      return counts;
    }
  }

  private static void put(Path file, LaterCounts counts) {
    try {
      AtomicFile.replace(
          file,
          next -> {
            try (ArrayWriter out = new ArrayWriter(next)) {
              counts.write(out);
            }
            return true;
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
