package sluice.ingestion.read;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import sluice.core.UserError;
import sluice.ingestion.DuckSession;
import sluice.ingestion.Sql;
import sluice.ingestion.dataset.Source;

/** Streams the rows of a query in another database into a table of ours, all as text. */
final class QueryRelation {
  private static final int FETCH = 10_000;

  private QueryRelation() {}

  static Relation open(DuckSession database, Source.Query source, String table, DataChecksum print)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    Connection connection = connect(source);
    try (connection;
        Statement statement = statement(connection);
        ResultSet rows = statement.executeQuery(source.query())) {
      ResultSetMetaData about = rows.getMetaData();
      for (int c = 1; c <= about.getColumnCount(); c++) {
        columns.add(about.getColumnLabel(c));
      }
      String raw = Sql.name("raw_" + table);
      database.run(
          "CREATE TABLE "
              + raw
              + IntStream.range(0, columns.size())
                  .mapToObj(i -> "c" + i + " VARCHAR")
                  .collect(Collectors.joining(", ", " (", ")")));
      copy(rows, columns.size(), database, "raw_" + table, print);
      return new Relation(
          "(SELECT *, 0 AS origin FROM " + raw + ")",
          columns,
          columns.stream().map(c -> "VARCHAR").toList(),
          false,
          List.of(source.label()),
          Optional.empty());
    } catch (SQLException e) {
      throw new UserError(
          source.place() + ": the query on " + source.label() + " failed: " + firstLine(e), e);
    }
  }

  private static Connection connect(Source.Query source) {
    try {
      return DriverManager.getConnection(source.url());
    } catch (SQLException e) {
      String problem =
          "08001".equals(e.getSQLState()) && firstLine(e).startsWith("No suitable driver")
              ? "no JDBC driver for it is on the class path"
              : firstLine(e);
      throw new UserError(
          source.place() + ": cannot connect to " + source.label() + ": " + problem, e);
    }
  }

  private static Statement statement(Connection connection) throws SQLException {
    try {
      connection.setReadOnly(true);
    } catch (SQLException e) {
      // A driver that cannot say so reads all the same.
    }
    try {
      connection.setAutoCommit(false); // PostgreSQL streams only within a transaction
    } catch (SQLException e) {
      // A database without transactions streams or does not.
    }
    Statement statement = connection.createStatement();
    statement.setFetchSize(FETCH);
    return statement;
  }

  private static void copy(
      ResultSet rows, int columns, DuckSession into, String table, DataChecksum print)
      throws SQLException {
    try (DuckDBAppender appender = into.appender(table)) {
      while (rows.next()) {
        appender.beginRow();
        for (int c = 1; c <= columns; c++) {
          String value = rows.getString(c);
          print.add(value);
          if (value == null) {
            appender.appendNull();
          } else {
            appender.append(value);
          }
        }
        appender.endRow();
      }
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
