package sluice.serving.feedback;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sluice.core.store.AtomicFile;

/** Takes a user out of exports that were written before. */
public final class ExportedUsers {
  /** By file the column that names the user. */
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              FeedbackExport.INTERACTIONS,
              "user",
              FeedbackExport.IMPRESSIONS,
              "user",
              FeedbackExport.OTHER_IMPRESSIONS,
              "user",
              CatalogueExport.USERS,
              "id"));

  private ExportedUsers() {}

  /**
   * Rewrites the files of an export without the rows of a user. Each file is written beside its old
   * self and takes its place at once.
   *
   * @return the files in which the user was
   * @throws UncheckedIOException where a file cannot be rewritten; it is as it was then
   */
  public static List<Path> forget(Path folder, String user) {
    List<Path> rewritten = new ArrayList<>();
    for (Map.Entry<String, String> column : FILES.entrySet()) {
      Path file = folder.resolve(column.getKey());
      try {
        if (Files.isRegularFile(file) && rewrite(file, column.getValue(), user)) {
          rewritten.add(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be rewritten", e);
      }
    }
    return rewritten;
  }

  private static boolean rewrite(Path file, String column, String user) throws IOException {
    return AtomicFile.replace(
        file,
        next -> {
          boolean found = false;
          try (BufferedReader in = Files.newBufferedReader(file);
              BufferedWriter out = Files.newBufferedWriter(next)) {
            StringBuilder raw = new StringBuilder();
            List<String> values = new ArrayList<>();
            int at = Csv.next(in, raw, values) ? values.indexOf(column) : -1;
            out.append(raw);
            while (Csv.next(in, raw, values)) {
              if (at >= 0 && at < values.size() && values.get(at).equals(user)) {
                found = true;
              } else {
                out.append(raw);
              }
            }
          }
          return found;
        });
  }
}
