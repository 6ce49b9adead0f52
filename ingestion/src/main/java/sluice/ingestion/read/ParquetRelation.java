package sluice.ingestion.read;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sluice.core.UserError;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.Source;

/**
 * Makes the {@link Relation} of Parquet files, whose columns may differ in type and order.
 *
 * <p>Columns are matched by name. One that some files lack is empty there. Where types differ, the
 * column has the type that holds all values as they are; where there is none, the file is refused.
 */
final class ParquetRelation {
  private final DuckSession database;
  private final Source.Files source;
  private final List<Path> files;
  private final List<String> notes = new ArrayList<>();

  ParquetRelation(DuckSession database, Source.Files source, List<Path> files) {
    this.database = database;
    this.source = source;
    this.files = files;
  }

  /** Returns what a user should know of the files, one sentence each. */
  List<String> notes() {
    return notes;
  }

  Relation open(Collection<String> needed) throws SQLException {
    Map<String, String> columns = files.size() == 1 ? columns(files.get(0)) : union(needed);
    List<String> names = List.copyOf(columns.keySet());
    String file = "file";
    while (names.stream().anyMatch(file::equalsIgnoreCase)) {
      file += "_";
    }
    String origin =
        files.size() == 1
            ? "0"
            : "list_position(["
                + Sql.texts(files.stream().map(DuckFiles::shown).toList())
                + "], "
                + Sql.name(file)
                + ") - 1";
    String options = files.size() == 1 ? "" : "union_by_name = true, filename = " + Sql.text(file);
    return new Relation(
        "(SELECT "
            + Relation.numbered(names.stream().map(Sql::name).toList())
            + ", "
            + origin
            + " AS origin FROM "
            + DuckFiles.parquet(files, options)
            + ")",
        names,
        List.copyOf(columns.values()),
        false,
        files.stream().map(Path::toString).toList(),
        Optional.empty());
  }

  private Map<String, String> columns(Path file) throws SQLException {
    return described(DuckFiles.parquet(file));
  }

  private Map<String, String> described(String relation) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    for (List<@Nullable String> row : database.rows("DESCRIBE SELECT * FROM " + relation)) {
      columns.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
    }
    return columns;
  }

  private Map<String, String> union(Collection<String> needed) throws SQLException {
    Map<Path, Map<String, String>> byFile = new LinkedHashMap<>();
    for (Path file : files) {
      byFile.put(file, columns(file));
    }
    for (String column : new java.util.LinkedHashSet<>(needed)) {
      Map<String, Path> firstOfType = new LinkedHashMap<>();
      List<Path> without = new ArrayList<>();
      byFile.forEach((file, columns) -> {
        String type = columns.get(column);
        if (type == null) {
          without.add(file);
        } else {
          firstOfType.putIfAbsent(type, file);
        }
      });
      check(column, firstOfType);
      if (!without.isEmpty() && !firstOfType.isEmpty()) {
        notes.add(
            without.size()
                + " of "
                + files.size()
                + " files of "
                + source.path()
                + " have no column "
                + column
                + ", such as "
                + without.get(0).getFileName()
                + "; it is empty there");
      }
    }
    return described(DuckFiles.parquet(files, "union_by_name = true"));
  }

  private void check(String column, Map<String, Path> firstOfType) {
    List<String> families =
        firstOfType.keySet().stream()
            .map(ParquetRelation::family)
            .filter(f -> !f.isEmpty())
            .distinct()
            .sorted()
            .toList();
    if (families.size() < 2 || families.equals(List.of("fraction", "integer"))) {
      return;
    }
    String types =
        firstOfType.entrySet().stream()
            .map(e -> e.getKey() + " in " + e.getValue().getFileName())
            .collect(Collectors.joining(", "));
    if (families.equals(List.of("integer", "text"))) {
      notes.add(
          "the column "
              + column
              + " is "
              + types
              + "; it is read as text, in which 7 and 0007 are two values");
      return;
    }
    throw new UserError(
        source.place()
            + ": "
            + source.label()
            + ": the column "
            + column
            + " is "
            + types
            + ", which no common type holds as they are; write the files again with one type");
  }

  /** Types of one family have a type that holds the values of all; empty: any does. */
  private static String family(String type) {
    if (type.equals("\"NULL\"") || type.equals("NULL")) {
      return "";
    }
    if (type.matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")) {
      return "integer";
    }
    if (type.matches("DOUBLE|FLOAT|DECIMAL.*")) {
      return "fraction";
    }
    if (type.equals("VARCHAR")) {
      return "text";
    }
    return type.startsWith("TIMESTAMP") || type.equals("DATE") ? "time" : type;
  }
}
