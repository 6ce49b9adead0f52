package sluice.ingestion.dataset;

import java.util.List;
import java.util.Optional;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.ColumnType;
import sluice.ingestion.EmbeddingTables;

/**
 * One declared table: where its rows come from and what its columns are.
 *
 * @param table the canonical table's name
 * @param source where its rows come from
 * @param fields its columns in canonical order, those that are declared
 * @param attributes the types of attribute columns (items and users), in the order of declaration
 */
public record TableSpec(
    String table, Source source, List<Field> fields, java.util.Map<String, ColumnType> attributes) {
  /** Checks and copies. */
  public TableSpec {
    if (!CanonicalTables.TABLES.contains(EmbeddingTables.kind(table))) {
      throw new IllegalArgumentException("no such table: " + table);
    }
    fields = List.copyOf(fields);
    attributes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(attributes));
  }

  /** Says whether a canonical column is declared. */
  public boolean has(String field) {
    return sourceColumn(field).isPresent();
  }

  /** Returns the source's column that a canonical column is read from, where it is declared. */
  public Optional<String> sourceColumn(String field) {
    return fields.stream().filter(f -> f.name().equals(field)).map(Field::column).findFirst();
  }
}
