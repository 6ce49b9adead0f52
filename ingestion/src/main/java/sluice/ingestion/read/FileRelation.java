package sluice.ingestion.read;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.core.UserError;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.Source;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes {@link Relation}s of CSV, JSONL and Parquet files. */
final class FileRelation {
  /** A character that stands in no text, so that a line stays one column. */
  private static final String NOWHERE = "\u0001";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DuckSession database;
  private final Source.Files source;
  private final List<Path> files;
  private final List<String> notes = new ArrayList<>();

  FileRelation(DuckSession database, Source.Files source, List<Path> files) {
    this.database = database;
    this.source = source;
    this.files = files;
  }

  /** Returns what a user should know of the files, one sentence each. */
  List<String> notes() {
    return notes;
  }

  Relation open(Collection<String> needed) throws SQLException, IOException {
    Source.Format format = source.formatOf(files.get(0)).orElseThrow();
    for (Path file : files) {
      if (source.formatOf(file).orElseThrow() != format
          || Source.Files.isGzip(file) != Source.Files.isGzip(files.get(0))) {
        throw new UserError(
            source.place()
                + ": "
                + source.path()
                + " mixes formats: "
                + files.get(0)
                + ", "
                + file);
      }
    }
    return switch (format) {
      case CSV -> csv();
      case JSONL -> jsonl(needed);
      case PARQUET -> {
        ParquetRelation parquet = new ParquetRelation(database, source, files);
        Relation relation = parquet.open(needed);
        notes.addAll(parquet.notes());
        yield relation;
      }
      case TEXT -> lines();
    };
  }

  /** Each line as it stands, for a query to take apart. */
  private Relation lines() {
    return new Relation(
        "(SELECT line AS c0, "
            + origin()
            + " FROM "
            + readCsv(NOWHERE, false, "", List.of("line"))
            + ")",
        List.of("line"),
        List.of("VARCHAR"),
        false,
        labels(),
        Optional.of(new Relation.TextForm("", "", source.dialect().encoding(), false, true)));
  }

  private Relation csv() throws IOException {
    Source.Dialect d = source.dialect();
    String separator = source.separatorOf(files.get(0));
    List<String> columns = List.of();
    for (Path file : files) {
      List<String> own = columns(file, separator);
      if (columns.isEmpty()) {
        columns = own;
      } else if (d.header() ? !own.equals(columns) : own.size() != columns.size()) {
        throw new UserError(
            source.place()
                + ": the files of one table must have the same columns in the same order; "
                + files.get(0)
                + " has "
                + String.join(", ", columns)
                + ", but "
                + file
                + " has "
                + String.join(", ", own));
      }
    }
    List<String> inner = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toList();
    return new Relation(
        "(SELECT * EXCLUDE (filename), "
            + origin()
            + " FROM "
            + readCsv(separator, d.header(), d.quote(), inner)
            + ")",
        columns,
        columns.stream().map(c -> "VARCHAR").toList(),
        false,
        labels(),
        Optional.of(
            new Relation.TextForm(
                separator, d.quote(), d.encoding(), d.header(), columns.size() == 1)));
  }

  /** Reads the first record's columns, or numbers them. */
  private List<String> columns(Path file, String separator) throws IOException {
    Source.Dialect d = source.dialect();
    try (TextRecords records = TextRecords.open(file, separator, d.quote(), d.encoding())) {
      boolean found = records.next();
      while (found && records.isBlank()) {
        found = records.next();
      }
      if (!found) {
        throw new UserError(source.place() + ": " + file + " is empty: it has no line with text");
      }
      List<String> parts = split(records.text(), separator, d.quote());
      HeaderCheck.note(file, d.header(), parts, records, text -> split(text, separator, d.quote()))
          .ifPresent(notes::add);
      if (!d.header()) {
        return IntStream.rangeClosed(1, parts.size()).mapToObj(String::valueOf).toList();
      }
      Set<String> seen = new LinkedHashSet<>();
      for (String part : parts) {
        if (!seen.add(part.strip())) {
          throw new UserError(
              file
                  + ":1: two columns are named '"
                  + part.strip()
                  + "'; rename one, or say header: false");
        }
      }
      return List.copyOf(seen);
    } catch (EOFException e) {
      throw new UserError(file + " is cut short: its gzip stream ends early; fetch it again", e);
    }
  }

  private static List<String> split(String record, String separator, String quote) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    int i = 0;
    while (i < record.length()) {
      if (!quote.isEmpty() && record.startsWith(quote, i)) {
        if (quoted && record.startsWith(quote, i + 1)) {
          part.append(quote);
          i++;
        } else {
          quoted = !quoted;
        }
        i++;
      } else if (!quoted && record.startsWith(separator, i)) {
        parts.add(part.toString());
        part.setLength(0);
        i += separator.length();
      } else {
        part.append(record.charAt(i++));
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private String readCsv(String separator, boolean header, String quote, List<String> names) {
    String columns =
        names.stream().map(n -> Sql.text(n) + ": 'VARCHAR'").collect(Collectors.joining(", "));
    return DuckFiles.csv(
        files,
        "auto_detect = false, delim = "
            + Sql.text(separator)
            + ", header = "
            + header
            + ", quote = "
            + Sql.text(quote)
            + ", escape = "
            + Sql.text(quote)
            + ", columns = {"
            + columns
            + "}, encoding = "
            + Sql.text(source.dialect().encoding())
            + ", compression = "
            + (Source.Files.isGzip(files.get(0)) ? "'gzip'" : "'none'")
            + ", filename = true, ignore_errors = true, store_rejects = true");
  }

  private Relation jsonl(Collection<String> needed) throws SQLException {
    String lines = readCsv(NOWHERE, false, "", List.of("line"));
    List<String> sampled = keys(lines, " LIMIT 1000");
    if (sampled.isEmpty()) {
      throw new UserError(
          source.place()
              + ": "
              + files.get(0)
              + " holds no JSON object in its first 1000 lines; one a line is expected");
    }
    // A key may first stand anywhere; the whole file is asked only where the first lines lack one.
    Set<String> columns =
        new LinkedHashSet<>(sampled.containsAll(needed) ? sampled : keys(lines, ""));
    ObjectNode shape = JSON.createObjectNode();
    needed.stream().filter(columns::contains).forEach(c -> shape.put(c, "JSON"));
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<String> nested = new ArrayList<>();
    for (String column : columns) {
      String value = "j." + Sql.name(column);
      nested.add(
          (shape.has(column) ? "json_type(" + value + ") IN ('ARRAY', 'OBJECT')" : "false")
              + " AS n"
              + names.size());
      names.add(column);
      values.add(shape.has(column) ? value + "->>'$'" : "NULL::VARCHAR");
    }
    String parsed =
        shape.isEmpty()
            ? "NULL"
            : "CASE WHEN json_valid(line) THEN json_transform(line, "
                + Sql.text(JSON.writeValueAsString(shape))
                + ") END";
    return new Relation(
        "(SELECT "
            + Relation.numbered(values)
            + ", "
            + String.join(", ", nested)
            + ", "
            + origin()
            + ", CASE WHEN line IS NULL OR trim(line, ' \t\r') = '' THEN ''"
            + " WHEN NOT json_valid(line) THEN 'the line is not valid JSON'"
            + " WHEN json_type(line) <> 'OBJECT' THEN 'the line is not a JSON object' END AS fault"
            + " FROM (SELECT line, filename, "
            + parsed
            + " AS j FROM "
            + lines
            + "))",
        names,
        names.stream().map(n -> "JSON").toList(),
        true,
        labels(),
        Optional.of(new Relation.TextForm("", "", "utf-8", false, true)));
  }

  private List<String> keys(String lines, String limit) throws SQLException {
    return database.column(
        "SELECT DISTINCT unnest(json_keys(line)) AS k FROM (SELECT line FROM "
            + lines
            + " WHERE json_valid(line)"
            + limit
            + ") ORDER BY k");
  }

  private List<String> labels() {
    return files.stream().map(Path::toString).toList();
  }

  private String origin() {
    return files.size() == 1
        ? "0 AS origin"
        : "list_position(["
            + Sql.texts(files.stream().map(DuckFiles::shown).toList())
            + "], filename) - 1 AS origin";
  }
}
