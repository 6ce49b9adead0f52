package sluice.serving.feedback;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements of the store over one connection.
 *
 * <p>Statements take many keys at once, as JSON: in PostgreSQL a transaction would else spend its
 * time on round trips. {@code CROSS JOIN} keeps SQLite from reading the table first.
 */
final class FeedbackTables {
  private static final String ACTION =
      "a.sequence, a.event_id, a.user_id, a.item, a.type, a.request_id, a.value, a.time, a.marks,"
          + " a.position";
  private static final String SHOWN =
      "s.request_id, s.user_id, s.time, s.bundle, s.items, s.surface, s.degraded";

  private final Database database;
  private final Connection connection;

  FeedbackTables(Database database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  /** Returns the statements about items, users and exports, over the same connection. */
  CatalogueTables catalogue() {
    return new CatalogueTables(this);
  }

  /** A row's reader. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs a statement with parameters, and returns how many rows it changed. */
  long update(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeLargeUpdate();
    }
  }

  /** Returns the rows of a query. */
  <T> List<T> query(String sql, Row<T> row, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(row.read(result));
        }
      }
      return rows;
    }
  }

  /** Returns the highest sequence number given. */
  long lastSequence() throws SQLException {
    return query("SELECT last_sequence FROM feedback_store", r -> r.getLong(1)).getFirst();
  }

  /** Returns the same, and keeps other writers out until the transaction ends. */
  long lockSequence() throws SQLException {
    String sql = "SELECT last_sequence FROM feedback_store" + database.lockRow();
    return query(sql, r -> r.getLong(1)).getFirst();
  }

  void setLastSequence(long last) throws SQLException {
    Database.execute(connection, "UPDATE feedback_store SET last_sequence = " + last);
  }

  /** Adds slates; a request id that is there stays as it is. */
  void insertShown(Collection<Shown> all) throws SQLException {
    String sql =
        "INSERT INTO feedback_shown (request_id, user_id, time, bundle, items, stored, surface,"
            + " degraded) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    long now = System.currentTimeMillis();
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Shown s : all) {
        insert.setString(1, s.requestId());
        insert.setString(2, s.user());
        insert.setLong(3, s.time());
        insert.setString(4, s.bundle());
        insert.setString(5, Json.items(s.items()));
        insert.setLong(6, now);
        insert.setString(7, s.surface().word());
        insert.setString(8, s.degraded().isEmpty() ? null : Json.names(s.degraded()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  void insertActions(List<StoredAction> all) throws SQLException {
    String sql =
        "INSERT INTO feedback_action (sequence, event_id, user_id, item, type, request_id, value,"
            + " time, marks, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (StoredAction s : all) {
        Action a = s.action();
        insert.setLong(1, s.sequence());
        insert.setString(2, a.eventId());
        insert.setString(3, a.user());
        insert.setString(4, a.item());
        insert.setString(5, a.type());
        insert.setString(6, a.requestId().orElse(null));
        if (Float.isNaN(a.value())) {
          insert.setNull(7, Types.REAL);
        } else {
          insert.setFloat(7, a.value());
        }
        insert.setLong(8, a.time());
        insert.setString(9, s.marks().stream().map(Enum::name).collect(Collectors.joining(" ")));
        if (a.position() == 0) {
          insert.setNull(10, Types.INTEGER);
        } else {
          insert.setInt(10, a.position());
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Returns the stored actions among event ids, by event id. */
  Map<String, StoredAction> byEventId(Set<String> ids) throws SQLException {
    String sql =
        "SELECT %s FROM %s AS k CROSS JOIN feedback_action AS a WHERE a.event_id = (k.value ->> 0)"
            .formatted(ACTION, database.keys());
    Map<String, StoredAction> found = new HashMap<>();
    query(sql, FeedbackTables::action, Json.keys(ids))
        .forEach(s -> found.put(s.action().eventId(), s));
    return found;
  }

  /** Returns the slates among request ids, by request id. */
  Map<String, Shown> byRequestId(Set<String> ids) throws SQLException {
    String sql =
        "SELECT %s FROM %s AS k CROSS JOIN feedback_shown AS s WHERE s.request_id = (k.value ->> 0)"
            .formatted(SHOWN, database.keys());
    Map<String, Shown> found = new HashMap<>();
    query(sql, FeedbackTables::shown, Json.keys(ids)).forEach(s -> found.put(s.requestId(), s));
    return found;
  }

  /**
   * What the store knows of an action that is to be added.
   *
   * @param rate how many actions of the user are stored in the minute up to it, at most the limit
   * @param repeated whether the same item and type are stored under the same request. A request is
   *     one user's, so the user need not be compared
   */
  record Before(int number, int rate, boolean repeated) {}

  /** Returns what is known of actions, in their order. */
  List<Before> before(List<Action> actions, int limit) throws SQLException {
    String sql =
        """
        SELECT CAST(k.value ->> 0 AS INTEGER),
          (SELECT count(*) FROM (SELECT 1 FROM feedback_action AS a
            WHERE a.user_id = (k.value ->> 1)
              AND a.time > CAST(k.value ->> 2 AS BIGINT) - %d
              AND a.time <= CAST(k.value ->> 2 AS BIGINT) LIMIT %d) AS few),
          EXISTS (SELECT 1 FROM feedback_action AS b
            WHERE b.request_id = (k.value ->> 3) AND b.item = (k.value ->> 4)
              AND b.type = (k.value ->> 5))
        FROM %s AS k ORDER BY 1
        """
            .formatted(SuspicionRules.WINDOW, limit, database.keys());
    return query(
        sql, r -> new Before(r.getInt(1), r.getInt(2), r.getBoolean(3)), Json.actions(actions));
  }

  List<StoredAction> actions(String user) throws SQLException {
    String sql =
        "SELECT %s FROM feedback_action AS a WHERE a.user_id = ? ORDER BY a.sequence"
            .formatted(ACTION);
    return query(sql, FeedbackTables::action, user);
  }

  /** Returns the first actions with {@code after < sequence <= last}. */
  List<StoredAction> actions(long after, long last, int limit) throws SQLException {
    String sql =
        "SELECT %s FROM feedback_action AS a WHERE a.sequence > ? AND a.sequence <= ?"
            .formatted(ACTION);
    return query(sql + " ORDER BY a.sequence LIMIT " + limit, FeedbackTables::action, after, last);
  }

  /** Returns the first slates of {@code from <= time < to} whose request ids sort after one. */
  List<Shown> shown(long from, long to, String after, int limit) throws SQLException {
    String sql =
        "SELECT %s FROM feedback_shown AS s WHERE s.request_id > ? AND s.time >= ? AND s.time < ?"
            .formatted(SHOWN);
    String page = " ORDER BY s.request_id LIMIT " + limit;
    return query(sql + page, FeedbackTables::shown, after, from, to);
  }

  Optional<Shown> shown(String requestId) throws SQLException {
    return Optional.ofNullable(byRequestId(Set.of(requestId)).get(requestId));
  }

  /** Deletes a user's rows, and notes that the files hold deleted rows. */
  Forgotten delete(String user) throws SQLException {
    Forgotten forgotten =
        new Forgotten(
            delete("feedback_action", user),
            delete("feedback_shown", user),
            delete("catalogue_user", user));
    if (forgotten.rows() > 0) {
      Database.execute(connection, "UPDATE feedback_store SET wipe = 1");
    }
    return forgotten;
  }

  /** Deletes slates that were stored before a time, the oldest first; returns how many. */
  int deleteShownBefore(long time, int limit) throws SQLException {
    String sql =
        "DELETE FROM feedback_shown WHERE request_id IN (SELECT request_id FROM feedback_shown"
            + " WHERE stored < ? ORDER BY stored LIMIT "
            + limit
            + ")";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, time);
      return delete.executeUpdate();
    }
  }

  private long delete(String table, String user) throws SQLException {
    return update("DELETE FROM " + table + " WHERE user_id = ?", user);
  }

  /** Says whether the files hold deleted rows. */
  boolean mustClean() throws SQLException {
    return query("SELECT wipe FROM feedback_store", r -> r.getInt(1)).getFirst() != 0;
  }

  /** Cleans the files, outside of a transaction. */
  void clean(boolean deleted) throws SQLException {
    database.clean(connection, deleted);
    if (deleted) {
      Database.execute(connection, "UPDATE feedback_store SET wipe = 0");
    }
  }

  private static StoredAction action(ResultSet r) throws SQLException {
    float read = r.getFloat(7);
    float value = r.wasNull() ? Float.NaN : read;
    Action action =
        new Action(
            r.getString(2),
            r.getString(3),
            r.getString(4),
            r.getString(5),
            Optional.ofNullable(r.getString(6)),
            value,
            r.getLong(8),
            r.getInt(10));
    return new StoredAction(r.getLong(1), action, marks(r.getString(9)));
  }

  private static Set<Suspicion> marks(String names) {
    Set<Suspicion> marks = EnumSet.noneOf(Suspicion.class);
    Arrays.stream(names.split(" "))
        .filter(n -> !n.isEmpty())
        .map(Suspicion::valueOf)
        .forEach(marks::add);
    return marks;
  }

  private static Shown shown(ResultSet r) throws SQLException {
    Optional<String> surface = Optional.ofNullable(r.getString(6));
    Optional<String> degraded = Optional.ofNullable(r.getString(7));
    String items = r.getString(5);
    return new Shown(
        r.getString(1),
        r.getString(2),
        r.getLong(3),
        r.getString(4),
        surface.map(Surface::of).orElse(Surface.UNKNOWN),
        degraded.map(Json::names).orElse(List.of()),
        surface.isPresent() ? Json.items(items) : Json.itemsFromZero(items));
  }
}
