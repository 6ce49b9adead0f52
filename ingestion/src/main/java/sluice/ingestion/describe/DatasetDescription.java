package sluice.ingestion.describe;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sluice.core.ReportSection;
import sluice.core.ReportSection.Block;
import sluice.core.ReportSection.Table;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.ColumnType;

/**
 * What one would look at in a dataset before any model, from its canonical tables: counts, density,
 * long tail, activity, distributions of value and time, repeats, missing values, columns.
 *
 * <p>Gini's coefficient of the items' popularity: with counts x₁ ≤ … ≤ xₙ it is Σ (2i − n − 1) xᵢ /
 * (n Σ xᵢ), 0 where all items are equally popular, near 1 where one has all; items without any
 * interaction are not among them. Density is distinct user-item pairs / (users × items), both
 * counted among the interactions. Quantiles are the nearest rank. Nothing depends on the number of
 * threads.
 */
public final class DatasetDescription {
  /** The section's id. */
  public static final String ID = "data";

  private DatasetDescription() {}

  /**
   * Describes a dataset.
   *
   * @param threads how many threads may work
   */
  public static ReportSection describe(CanonicalTables tables, int threads) {
    try (TableQueries queries = new TableQueries(tables, threads)) {
      List<Block> blocks = new ArrayList<>();
      tables.warnings().forEach(w -> blocks.add(new ReportSection.Warning(w)));
      tables
          .values()
          .ifPresent(v ->
              blocks.add(new ReportSection.Text("Value of an interaction: " + v.toText() + ".")));
      blocks.add(counts(tables));
      InteractionFacts facts = new InteractionFacts(queries);
      blocks.add(facts.overview());
      blocks.add(facts.activity());
      blocks.add(facts.longTail());
      facts.values().ifPresent(blocks::add);
      facts.time().ifPresent(blocks::add);
      if (tables.events().size() > 1) {
        blocks.add(facts.events());
      }
      columns(queries, "items", tables.itemColumns(), blocks);
      columns(queries, "users", tables.userColumns(), blocks);
      return new ReportSection(ID, "The data", blocks);
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be described: " + e.getMessage(), e);
    }
  }

  private static Table counts(CanonicalTables tables) {
    List<List<Object>> rows = new ArrayList<>();
    tables
        .counts()
        .rows()
        .forEach((t, n) ->
            rows.add(
                List.of(
                    t,
                    n,
                    tables.counts().duplicates().getOrDefault(t, 0L),
                    tables.counts().badRows().getOrDefault(t, 0L))));
    return new Table(
        "Tables", List.of("table", "rows", "repeats dropped", "bad rows left out"), rows);
  }

  private static void columns(
      TableQueries queries, String table, Map<String, ColumnType> columns, List<Block> blocks)
      throws SQLException {
    if (queries.tables().has(table) && !columns.isEmpty()) {
      blocks.add(new ColumnFacts(queries, table, columns).table());
    }
  }
}
