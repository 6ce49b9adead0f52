package sluice.ingestion.read;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file of bad rows, {@code quarantine.csv}: table, file, line, reason, raw text. Not
 * thread-safe.
 */
final class Quarantine implements AutoCloseable {
  static final String FILE = "quarantine.csv";

  /** How the reasons begin for records that an open quote makes too long. */
  static final String OPEN_QUOTE = "a quote";

  private static final int SHOWN = 5;
  private static final int LONGEST_RAW = 2000;

  private final BufferedWriter out;
  private final Map<String, List<BadRow>> first = new LinkedHashMap<>();
  private final Map<String, Map<String, Long>> byReason = new LinkedHashMap<>();
  private final Map<String, Long> swallowed = new LinkedHashMap<>();
  private long count;

  Quarantine(Path file) throws IOException {
    out = Files.newBufferedWriter(file);
    out.write("table,file,line,reason,raw\n");
  }

  void add(BadRow row) {
    count++;
    if (row.reason().startsWith(OPEN_QUOTE)) {
      swallowed.merge(row.table(), row.raw().lines().count() - 1, Long::sum);
    }
    List<BadRow> shown = first.computeIfAbsent(row.table(), t -> new ArrayList<>());
    if (shown.size() < SHOWN) {
      shown.add(row);
    }
    byReason
        .computeIfAbsent(row.table(), t -> new LinkedHashMap<>())
        .merge(row.reason().replaceFirst(": '.*$| '.*$", ""), 1L, Long::sum);
    String raw = row.raw().length() > LONGEST_RAW ? row.raw().substring(0, LONGEST_RAW) : row.raw();
    try {
      out.write(
          row.table()
              + ","
              + quoted(row.file())
              + ","
              + row.line()
              + ","
              + quoted(row.reason())
              + ","
              + quoted(raw)
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long count() {
    return count;
  }

  /** Returns the first bad rows of a table. */
  List<BadRow> first(String table) {
    return List.copyOf(first.getOrDefault(table, List.of()));
  }

  /** Returns how many further lines the bad rows of a table hold because a quote is not closed. */
  long swallowed(String table) {
    return swallowed.getOrDefault(table, 0L);
  }

  /** Returns counts of bad rows by table and reason, without the value that is at fault. */
  Map<String, Map<String, Long>> byReason() {
    return byReason;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
