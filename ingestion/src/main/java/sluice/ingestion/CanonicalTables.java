package sluice.ingestion;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.ValueKind;

/**
 * The clean tables that ingestion has written, and what is known of them: the folder's {@code
 * tables.json}.
 *
 * <p>The tables are Parquet files named {@code <table>.parquet}; {@link #TABLES} names them all,
 * and those of a dataset are the keys of {@code counts.rows}. What their columns are stands in
 * docs/reference/ingestion.md. Immutable.
 *
 * @param folder where the tables are
 * @param name the dataset's name
 * @param fingerprint hex SHA-256 over the input files' content and what was declared of them
 * @param events event types, in the order of declaration
 * @param itemColumns attribute columns of {@code items}, in the order of declaration
 * @param userColumns attribute columns of {@code users}, in the order of declaration
 * @param values what the interactions' values are taken for; empty where they have none
 * @param relevance which interactions of a test part count as relevant
 * @param causal whether the dataset's own test part lies wholly after the rest
 * @param counts rows kept, duplicates dropped and bad rows
 * @param warnings what the user should know of the data, one sentence each
 */
public record CanonicalTables(
    Path folder,
    String name,
    String fingerprint,
    Map<String, EventType> events,
    Map<String, ColumnType> itemColumns,
    Map<String, ColumnType> userColumns,
    Optional<ValueDecision> values,
    Relevance relevance,
    boolean causal,
    Counts counts,
    List<String> warnings) {

  /** The name of the event type where a dataset declares none. */
  public static final String DEFAULT_EVENT = "interaction";

  /**
   * The names of all tables a dataset may have, in the order they are written; {@link
   * EmbeddingTables} says what those of several embeddings are called.
   */
  public static final List<String> TABLES =
      List.of(
          "items",
          "users",
          "interactions",
          "test",
          "tags",
          "impressions",
          "requests",
          "edges",
          "item_embeddings",
          "user_embeddings");

  /** Copies, keeping orders. */
  public CanonicalTables {
    events = ordered(events);
    itemColumns = ordered(itemColumns);
    userColumns = ordered(userColumns);
    warnings = List.copyOf(warnings);
  }

  /**
   * Counts of rows by table.
   *
   * @param rows rows in each table that exists
   * @param duplicates exact duplicate rows dropped, where there were any
   * @param badRows rows put into quarantine, where there were any
   */
  public record Counts(
      Map<String, Long> rows, Map<String, Long> duplicates, Map<String, Long> badRows) {
    /** Copies, keeping orders. */
    public Counts {
      rows = ordered(rows);
      duplicates = ordered(duplicates);
      badRows = ordered(badRows);
    }
  }

  /** Returns what the interactions' values are; ratings where they have none. */
  public ValueKind valueKind() {
    return values.map(ValueDecision::kind).orElse(ValueKind.RATING);
  }

  /** Says whether a table exists. */
  public boolean has(String table) {
    return counts.rows().containsKey(table);
  }

  /** Returns the number of rows of a table, 0 where it does not exist. */
  public long rows(String table) {
    return counts.rows().getOrDefault(table, 0L);
  }

  /** Returns the file of a table. */
  public Path file(String table) {
    if (!TABLES.contains(EmbeddingTables.kind(table))) {
      throw new IllegalArgumentException("no such table: " + table);
    }
    return folder.resolve(table + ".parquet");
  }

  /** Writes {@code tables.json} into the folder, replacing one that is there at one stroke. */
  public void write() {
    TablesJson.write(this);
  }

  /**
   * Reads {@code tables.json} of a folder.
   *
   * @throws sluice.core.UserError where it is missing, cut short or of another version
   */
  public static CanonicalTables read(Path folder) {
    return TablesJson.read(folder);
  }

  private static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
