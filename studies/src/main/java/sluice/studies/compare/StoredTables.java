package sluice.studies.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import sluice.core.UserError;
import sluice.evaluation.compare.ComparedRun.RowValues;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;

/** The tables of a finished run, read by DuckDB in the order they were written. */
final class StoredTables {
  private final Path folder;

  StoredTables(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the values of measures.
   *
   * @param systems per measure whose values
   */
  List<RowValues> measures(Map<String, String> systems) {
    Path file = folder.resolve("user_measures.parquet");
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file + " is missing, so that the run cannot be compared; run sluice run once more.");
    }
    String owner = columns(file).contains("owner") ? "owner" : "\"user\"";
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Map<String, List<String>> owners = new HashMap<>();
    Map<String, List<Double>> values = new HashMap<>();
    // A user stands there once a measure: one string serves all of them.
    Map<String, String> ids = new HashMap<>();
    systems.keySet().forEach(measure -> rows.put(measure, new ArrayList<>()));
    String names = systems.isEmpty() ? "''" : Sql.texts(new TreeSet<>(systems.values()));
    query(
        """
        SELECT "user", %s, system, measure, value FROM %s
        WHERE system IN (%s) ORDER BY file_row_number
        """
            .formatted(owner, DuckFiles.parquet(List.of(file), "file_row_number = true"), names),
        row -> {
          String measure = row.getString(4);
          if (row.getString(3).equals(systems.get(measure))) {
            rows.computeIfAbsent(measure, m -> new ArrayList<>()).add(one(ids, row.getString(1)));
            owners.computeIfAbsent(measure, m -> new ArrayList<>()).add(one(ids, row.getString(2)));
            values.computeIfAbsent(measure, m -> new ArrayList<>()).add(row.getDouble(5));
          }
        });
    List<RowValues> out = new ArrayList<>();
    rows.forEach((measure, own) -> {
      if (!own.isEmpty()) {
        out.add(
            new RowValues(
                measure,
                systems.getOrDefault(measure, ""),
                own,
                owners.getOrDefault(measure, List.of()),
                values.getOrDefault(measure, List.of()).stream().mapToDouble(v -> v).toArray()));
      }
    });
    return out;
  }

  /** Returns how many interactions each user has in the fitting part; none where it is not told. */
  Map<String, Integer> activity() {
    Path file = folder.resolve("user_daily.parquet");
    Map<String, Integer> activity = new HashMap<>();
    if (Files.isRegularFile(file)) {
      query(
          """
          SELECT "user", max(interactions) FROM %s GROUP BY 1 ORDER BY 1
          """
              .formatted(DuckFiles.parquet(file)),
          row -> activity.put(row.getString(1), (int) row.getLong(2)));
    }
    return activity;
  }

  /** Returns the titles of items; those without are left out. */
  Map<String, String> titles(Set<String> items) {
    Path file = folder.resolve("items.parquet");
    Map<String, String> titles = new HashMap<>();
    if (Files.isRegularFile(file) && !items.isEmpty() && columns(file).contains("title")) {
      query(
          """
          SELECT item, title FROM %s
          WHERE title IS NOT NULL AND item IN (%s) ORDER BY file_row_number
          """
              .formatted(
                  DuckFiles.parquet(List.of(file), "file_row_number = true"),
                  Sql.texts(new TreeSet<>(items))),
          row -> titles.put(row.getString(1), row.getString(2)));
    }
    return titles;
  }

  private static String one(Map<String, String> ids, String id) {
    String known = ids.putIfAbsent(id, id);
    return known == null ? id : known;
  }

  private Set<String> columns(Path file) {
    Set<String> columns = new HashSet<>();
    query(
        "SELECT name FROM " + DuckFiles.parquetSchema(file) + " ORDER BY name",
        row -> columns.add(row.getString(1)));
    return columns;
  }

  private static void query(String sql, DuckSession.RowReader reader) {
    try (DuckSession duck = DuckSession.inMemory(Runtime.getRuntime().availableProcessors())) {
      duck.each(sql, reader);
    } catch (SQLException e) {
      throw new UserError(
          "a table of the run cannot be read ("
              + e.getMessage()
              + "); it was changed or cut off. Run sluice run once more.",
          e);
    }
  }
}
