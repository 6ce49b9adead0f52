package sluice.ingestion.describe;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.DuckFiles;

/**
 * Queries over canonical tables; {@code {items}} in SQL stands for the table of items. Not
 * thread-safe.
 */
final class TableQueries implements AutoCloseable {
  private final CanonicalTables tables;
  private final Connection connection;

  TableQueries(CanonicalTables tables, int threads) throws SQLException {
    this.tables = tables;
    Properties properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("threads", String.valueOf(threads));
    properties.setProperty("memory_limit", "2GB");
    properties.setProperty("temp_directory", tables.folder().resolve(".describe").toString());
    connection = DriverManager.getConnection("jdbc:duckdb:", properties);
  }

  CanonicalTables tables() {
    return tables;
  }

  void execute(String sql) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(named(sql));
    }
  }

  /**
   * Returns the rows; numbers as {@link Long} or {@link Double}, all else as text, NULL as null.
   */
  List<List<@Nullable Object>> rows(String sql) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(named(sql))) {
      int n = r.getMetaData().getColumnCount();
      while (r.next()) {
        List<@Nullable Object> row = new ArrayList<>(n);
        for (int c = 1; c <= n; c++) {
          row.add(cell(r.getObject(c)));
        }
        rows.add(row);
      }
    }
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
    connection.close();
  }
}
