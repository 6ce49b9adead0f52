package sluice.ingestion.read;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.ingestion.dataset.Source;

/** Finds the files of a source: one, or those that a glob matches, sorted by path. */
final class SourceFiles {
  private SourceFiles() {}

  static List<Path> find(Source.Files source) {
    try {
      Path path = source.folder().resolve(source.path());
      List<Path> files =
          source.path().matches(".*[*?\\[{].*") && !Files.exists(path)
              ? matching(source)
              : List.of(path);
      for (Path file : files) {
        check(source, file);
      }
      return files;
    } catch (InvalidPathException e) {
      throw new UserError(source.place() + ": " + source.path() + " is no path", e);
    } catch (IOException e) {
      throw new UserError(source.place() + ": " + source.path() + " cannot be read: " + e, e);
    }
  }

  private static List<Path> matching(Source.Files source) throws IOException {
    String glob = source.path().replace('\\', '/');
    int wild = 0;
    while ("*?[{".indexOf(glob.charAt(wild)) < 0) {
      wild++;
    }
    int slash = glob.lastIndexOf('/', wild);
    Path base = source.folder().resolve(slash < 0 ? "" : glob.substring(0, Math.max(slash, 1)));
    if (!Files.isDirectory(base)) {
      throw new UserError(source.place() + ": the folder " + base + " does not exist");
    }
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + glob.substring(slash + 1));
    try (Stream<Path> walk = Files.walk(base)) {
      List<Path> files =
          walk.filter(Files::isRegularFile)
              .filter(f -> matcher.matches(base.relativize(f)))
              .sorted((a, b) -> a.toString().compareTo(b.toString()))
              .toList();
      if (files.isEmpty()) {
        throw new UserError(
            source.place() + ": no file matches " + source.path() + " in " + source.folder());
      }
      return files;
    }
  }

  private static void check(Source.Files source, Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UserError(
          source.place()
              + ": "
              + file
              + " is a folder; a file is expected, or a glob such as "
              + source.path()
              + "/*.csv");
    }
    if (!Files.exists(file)) {
      throw new UserError(source.place() + ": " + file + " does not exist" + neighbour(file));
    }
    if (!Files.isReadable(file)) {
      throw new UserError(source.place() + ": " + file + " may not be read; check its permissions");
    }
    if (Files.size(file) == 0) {
      throw new UserError(source.place() + ": " + file + " is empty");
    }
    if (source.formatOf(file).isEmpty()) {
      throw new UserError(
          source.place()
              + ": what "
              + file
              + " is cannot be told from its name; add format: csv, tsv, jsonl or parquet");
    }
  }

  private static String neighbour(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return folder == null ? "" : ", nor does its folder";
    }
    List<String> names = new ArrayList<>();
    try (Stream<Path> list = Files.list(folder)) {
      list.limit(10_000).forEach(f -> names.add(String.valueOf(f.getFileName())));
    }
    names.sort(null);
    return ConfigNode.didYouMean(String.valueOf(file.getFileName()), names);
  }
}
