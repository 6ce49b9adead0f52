package sluice.ingestion.read;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;

/** Finds for every bad row of a staged table its file, its line and its raw text. */
final class BadRows {
  private final DuckSession database;
  private final Staged staged;

  BadRows(DuckSession database, Staged staged) {
    this.database = database;
    this.staged = staged;
  }

  /** A row found bad by a check: its place among the rows that were read of its file. */
  private record Found(long ordinal, String reason, String raw) {}

  /** A record that DuckDB could not read. */
  private record Reject(long start, String reason, String raw) {}

  /** Hands out the bad rows by file, then line. */
  void forEach(Consumer<BadRow> sink) throws SQLException, IOException {
    List<String> origins = staged.relation().origins();
    for (int origin = 0; origin < origins.size(); origin++) {
      String file = origins.get(origin);
      List<Reject> rejects = rejects(file);
      List<Found> found = found(origin);
      List<BadRow> rows = new ArrayList<>();
      if (staged.relation().text().isEmpty()) {
        found.forEach(f -> rows.add(row(file, f.ordinal() + 1, f.reason(), f.raw())));
      } else if (!found.isEmpty() || !rejects.isEmpty()) {
        walk(file, origin, found, rejects, rows);
      }
      rows.sort(Comparator.comparingLong(BadRow::line));
      rows.forEach(sink);
    }
  }

  private BadRow row(String file, long line, String reason, String raw) {
    return new BadRow(staged.spec().table(), file, line, reason, raw);
  }

  private List<Found> found(int origin) throws SQLException {
    String rows = staged.rows();
    long first = database.number("SELECT min(rowid) FROM " + rows + " WHERE origin = " + origin);
    List<Found> found = new ArrayList<>();
    for (List<@Nullable String> r :
        database.rows(
            "SELECT rowid, reason, coalesce(raw, '') FROM "
                + rows
                + " WHERE origin = "
                + origin
                + " AND reason <> '' UNION ALL SELECT s.rowid, l.reason, coalesce(s.raw, CAST({"
                + shown()
                + "} AS VARCHAR)) FROM "
                + staged.late()
                + " l JOIN "
                + rows
                + " s ON l.rid = s.rowid WHERE origin = "
                + origin
                + " AND l.reason IS NOT NULL ORDER BY 1")) {
      found.add(
          new Found(
              Long.parseLong(String.valueOf(r.get(0))) - first,
              String.valueOf(r.get(1)),
              String.valueOf(r.get(2))));
    }
    return found;
  }

  /** The declared columns as a struct's entries, for rows whose text is not kept. */
  private String shown() {
    return staged.spec().fields().stream()
        .map(f -> Sql.text(f.name()) + ": s." + staged.column(f.name()))
        .collect(Collectors.joining(", "));
  }

  private List<Reject> rejects(String file) throws SQLException {
    List<Reject> rejects = new ArrayList<>();
    for (List<@Nullable String> r :
        database.rows(
            "SELECT start, type, message, left(raw, 2000) FROM "
                + staged.rejects()
                + " WHERE file = "
                + Sql.text(DuckFiles.shown(Path.of(file)))
                + " ORDER BY start")) {
      rejects.add(
          new Reject(
              Long.parseLong(String.valueOf(r.get(0))),
              reason(String.valueOf(r.get(1)), String.valueOf(r.get(2))),
              String.valueOf(r.get(3)).strip()));
    }
    return rejects;
  }

  private static String reason(String type, String message) {
    String numbers = message.replaceAll("[^0-9 ]", "").strip();
    String[] parts = numbers.split(" +", -1);
    return switch (type) {
      case "MISSING COLUMNS", "TOO MANY COLUMNS" ->
          parts.length == 2
              ? "the row has " + parts[1] + " columns where " + parts[0] + " are expected"
              : "the row has another number of columns";
      case "UNQUOTED VALUE" -> "a quote is not closed, or text follows a closed one";
      case "INVALID ENCODING", "INVALID UNICODE" ->
          "the text is not UTF-8; if the whole file is written so, add encoding: latin-1";
      case "LINE SIZE OVER MAXIMUM" -> "the line is longer than 2 MB";
      default -> message.lines().findFirst().orElse(type);
    };
  }

  /** Names a quote behind a backslash, which is a common way to write it, but not that of CSV. */
  private static String hinted(String reason, String raw) {
    return reason.startsWith(Quarantine.OPEN_QUOTE) && raw.contains("\\\"")
        ? reason + "; within quotes, write \"\" in place of \\\""
        : reason;
  }

  /** Walks the file: the n-th record that was not rejected is the n-th row that was read. */
  private void walk(
      String file, int origin, List<Found> found, List<Reject> rejects, List<BadRow> rows)
      throws SQLException, IOException {
    long expected =
        database.number("SELECT count(*) FROM " + staged.rows() + " WHERE origin = " + origin);
    Map<Long, Found> wanted = new HashMap<>();
    found.forEach(f -> wanted.put(f.ordinal(), f));
    List<BadRow> placed = new ArrayList<>();
    Relation.TextForm form = staged.relation().text().orElseThrow();
    long ordinal = 0;
    long previousEnd = 0;
    int next = 0;
    try (TextRecords records =
        TextRecords.open(Path.of(file), form.separator(), form.quote(), form.encoding())) {
      boolean header = form.header();
      while (records.next()) {
        if (records.isBlank() && (header || !form.blankRows())) {
          continue;
        }
        if (header) {
          header = false;
          previousEnd = records.end();
          continue;
        }
        // DuckDB counts bytes from 1, and a record from the blank lines before it.
        long end = previousEnd;
        previousEnd = records.end();
        if (next < rejects.size() && rejects.get(next).start() - 1 <= records.start()) {
          Reject reject = rejects.get(next++);
          if (reject.start() - 1 < end) {
            break;
          }
          placed.add(
              row(file, records.line(), hinted(reject.reason(), records.text()), records.text()));
          continue;
        }
        Found f = wanted.remove(ordinal++);
        if (f != null) {
          placed.add(row(file, records.line(), f.reason(), records.text()));
        }
      }
    }
    if (ordinal == expected && next == rejects.size()) {
      rows.addAll(placed);
      return;
    }
    // DuckDB split the records otherwise than this walk did: say no line rather than a wrong one.
    rejects.forEach(r -> rows.add(row(file, 0, r.reason(), r.raw())));
    found.forEach(
        f -> rows.add(row(file, 0, f.reason() + " (row " + (f.ordinal() + 1) + ")", f.raw())));
  }
}
