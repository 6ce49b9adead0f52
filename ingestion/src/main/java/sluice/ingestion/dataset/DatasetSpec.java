package sluice.ingestion.dataset;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.ValueKind;
import sluice.ingestion.EventType;
import sluice.ingestion.Relevance;

/**
 * What a dataset is: its tables, what its events are worth, and what counts as relevant in a test
 * part.
 *
 * @param name the dataset's name
 * @param tables the declared tables; interactions are among them
 * @param events declared event types in order; empty: those found in the data, each of weight 1
 * @param valueKind what the interactions' values are said to be; empty: decided from the data
 * @param relevant what counts as relevant, as declared
 * @param causal whether its own test part lies wholly after the rest
 * @param notes what the user should know of how it is read, one sentence each
 */
public record DatasetSpec(
    String name,
    List<TableSpec> tables,
    Map<String, EventType> events,
    Optional<ValueKind> valueKind,
    RelevantRule relevant,
    boolean causal,
    List<String> notes) {

  /** Checks and copies. */
  public DatasetSpec {
    tables = List.copyOf(tables);
    notes = List.copyOf(notes);
    events = Collections.unmodifiableMap(new LinkedHashMap<>(events));
    if (tables.stream().noneMatch(t -> t.table().equals("interactions"))) {
      throw new IllegalArgumentException("a dataset has interactions");
    }
  }

  /**
   * What counts as relevant, before the event types are known.
   *
   * @param place where it is declared, for messages
   * @param events event types; empty: all that are not negative
   * @param value condition on the value
   * @param grade how much a relevant interaction counts
   */
  public record RelevantRule(
      String place,
      List<String> events,
      Optional<Relevance.Comparison> value,
      Relevance.Grade grade) {
    /** Every interaction, gain 1. */
    public static final RelevantRule EVERY =
        new RelevantRule("", List.of(), Optional.empty(), Relevance.Grade.ONE);

    /** Copies. */
    public RelevantRule {
      events = List.copyOf(events);
    }
  }

  /** Returns a table where it is declared. */
  public Optional<TableSpec> table(String table) {
    return tables.stream().filter(t -> t.table().equals(table)).findFirst();
  }

  /**
   * Reads a {@code dataset.yaml}; docs/reference/own-data.md describes every key.
   *
   * @throws sluice.core.UserError with file and line where it is not as described
   */
  public static DatasetSpec read(Path file) {
    return new DatasetYaml(file).read();
  }
}
