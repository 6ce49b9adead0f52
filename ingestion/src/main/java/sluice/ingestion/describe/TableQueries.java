package sluice.ingestion.describe;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;

/**
 * Queries over canonical tables; {@code {items}} in SQL stands for the table of items. Not
 * thread-safe.
 */
final class TableQueries implements AutoCloseable {
  private final CanonicalTables tables;
  private final DuckSession duck;

  TableQueries(CanonicalTables tables, int threads) throws SQLException {
    this.tables = tables;
    this.duck = DuckSession.inMemory(threads);
    duck.run("SET memory_limit = '2GB'");
    duck.run("SET temp_directory = " + Sql.text(tables.folder().resolve(".describe").toString()));
  }

  CanonicalTables tables() {
    return tables;
  }

  void execute(String sql) throws SQLException {
    duck.run(named(sql));
  }

  /**
   * Returns the rows; numbers as {@link Long} or {@link Double}, all else as text, NULL as null.
   */
  List<List<@Nullable Object>> rows(String sql) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    duck.each(
        named(sql),
        row -> {
          int n = row.getMetaData().getColumnCount();
          List<@Nullable Object> cells = new ArrayList<>(n);
          for (int c = 1; c <= n; c++) {
            cells.add(cell(row.getObject(c)));
          }
          rows.add(cells);
        });
    return rows;
  }

  /** Returns the numbers of the only row, NaN for NULL. */
  double[] numbers(String sql) throws SQLException {
    List<@Nullable Object> row = rows(sql).get(0);
    double[] numbers = new double[row.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = row.get(i) instanceof Number v ? v.doubleValue() : Double.NaN;
    }
    return numbers;
  }

  private String named(String sql) {
    String text = sql;
    for (String t : CanonicalTables.TABLES) {
      text = text.replace("{" + t + "}", DuckFiles.parquet(tables.file(t)));
    }
    return text;
  }

  private static @Nullable Object cell(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double d -> d;
      case Float f -> f.doubleValue();
      case java.math.BigDecimal d -> d.doubleValue();
      case Number n -> n.longValue();
      default -> value.toString();
    };
  }

  @Override
  public void close() throws SQLException {
    duck.close();
  }
}
