package sluice.serving.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
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
   * Rewrites the files of an export without the rows of a user. Each file is written next to its
   * old self and takes its place at once.
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
          try (CSVParser in = Csv.reader(file);
              CSVPrinter out = Csv.writer(next)) {
            int at = -1;
            for (CSVRecord row : in) {
              if (row.getRecordNumber() == 1) {
                at = row.toList().indexOf(column);
              }
              if (at >= 0
                  && row.getRecordNumber() > 1
                  && row.isSet(at)
                  && row.get(at).equals(user)) {
                found = true;
              } else {
                out.printRecord(row);
              }
            }
          }
          return found;
        });
  }
}
