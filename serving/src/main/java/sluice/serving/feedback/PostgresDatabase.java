package sluice.serving.feedback;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import sluice.core.UserError;

/**
 * PostgreSQL 12 or later.
 *
 * @param url {@code jdbc:postgresql://HOST/DATABASE?user=…}; its parameters go before ours
 */
record PostgresDatabase(String url) implements Database {
  static final String PREFIX = "jdbc:postgresql:";

  @Override
  public String label() {
    return url.replaceAll("\\?.*$", "").substring("jdbc:".length());
  }

  @Override
  public String reason(SQLException e) {
    // its messages may quote rows
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "53100" -> "the disk of the database is full";
      case "08001", "08003", "08004", "08006" -> "the database cannot be reached";
      default -> "SQL state " + state;
    };
  }

  @Override
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "sluice");
    properties.setProperty("connectTimeout", "5");
    // A server that vanished without a word must not hold the writer for ever.
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("reWriteBatchedInserts", "true");
    Connection connection = DriverManager.getConnection(url, properties);
    try {
      // A plan that was made for empty tables reads them whole when they are large.
      Database.execute(
          connection,
          "SET plan_cache_mode = force_custom_plan",
          "SELECT set_config('synchronous_commit', 'on', false)"
              + " WHERE current_setting('synchronous_commit') = 'off'");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void checkDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet settings =
            statement.executeQuery(
                "SELECT current_setting('fsync'), current_setting('server_encoding')")) {
      settings.next();
      if (!settings.getString(1).equals("on")) {
        throw new UserError(
            label()
                + " runs with fsync off: what it acknowledges is lost when its machine stops."
                + " Fix: fsync = on in postgresql.conf");
      }
      if (!settings.getString(2).equals("UTF8")) {
        throw new UserError(
            label()
                + " has the encoding "
                + settings.getString(2)
                + ", which cannot hold every id. Fix: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE"
                + " template0");
      }
    }
  }

  @Override
  public void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public String lockSchema() {
    return "SELECT pg_advisory_xact_lock(7453927)"; // any number that is Sluice's own
  }

  @Override
  public String lockRow() {
    return " FOR UPDATE";
  }

  @Override
  public String keys() {
    return "jsonb_array_elements(CAST(? AS jsonb))";
  }

  @Override
  public void clean(Connection connection, boolean deleted) throws SQLException {
    if (deleted) {
      int timeout = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, 0); // a large table takes its time
      Database.execute(connection, "VACUUM feedback_action, feedback_shown, catalogue_user");
      connection.setNetworkTimeout(Runnable::run, timeout);
    }
  }
}
