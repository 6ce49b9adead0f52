package sluice.serving.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The statements about items, users and exports. */
final class CatalogueTables {
  private final FeedbackTables tables;

  CatalogueTables(FeedbackTables tables) {
    this.tables = tables;
  }

  /** Adds a write of an item, under the version that follows the last. */
  long insertItem(String item, Optional<Attributes> attributes, long time) throws SQLException {
    long version = lastVersion() + 1;
    tables.update(
        "INSERT INTO catalogue_item VALUES (?, ?, ?, ?)",
        version,
        item,
        attributes.map(Json::attributes).orElse(null),
        time);
    return version;
  }

  private long lastVersion() throws SQLException {
    return tables
        .query("SELECT coalesce(max(version), 0) FROM catalogue_item", r -> r.getLong(1))
        .getFirst();
  }

  /** Returns the first writes of items above a version. */
  List<ItemWrite> items(long after, int limit) throws SQLException {
    return tables.query(
        "SELECT version, item, attributes, time FROM catalogue_item WHERE version > ?"
            + " ORDER BY version LIMIT "
            + limit,
        CatalogueTables::item,
        after);
  }

  private static ItemWrite item(ResultSet r) throws SQLException {
    return new ItemWrite(
        r.getLong(1),
        r.getString(2),
        Optional.ofNullable(r.getString(3)).map(Json::attributes),
        r.getLong(4));
  }

  /** Replaces what is said of a user. */
  boolean replaceUser(UserWrite user) throws SQLException {
    tables.update("DELETE FROM catalogue_user WHERE user_id = ?", user.user());
    tables.update(
        "INSERT INTO catalogue_user VALUES (?, ?, ?)",
        user.user(),
        Json.attributes(user.attributes()),
        user.time());
    return true;
  }

  Optional<UserWrite> user(String user) throws SQLException {
    return tables
        .query(
            "SELECT user_id, attributes, time FROM catalogue_user WHERE user_id = ?",
            CatalogueTables::user,
            user)
        .stream()
        .findFirst();
  }

  /** Returns the first users whose ids sort after one, in the database's order of texts. */
  List<UserWrite> users(String after, int limit) throws SQLException {
    return tables.query(
        "SELECT user_id, attributes, time FROM catalogue_user WHERE user_id > ?"
            + " ORDER BY user_id LIMIT "
            + limit,
        CatalogueTables::user,
        after);
  }

  private static UserWrite user(ResultSet r) throws SQLException {
    return new UserWrite(r.getString(1), Json.attributes(r.getString(2)), r.getLong(3));
  }

  /** Notes that an export was written, or is about to be. */
  boolean noteExport(String folder, long time) throws SQLException {
    tables.update("INSERT INTO feedback_export VALUES (?, ?) ON CONFLICT DO NOTHING", folder, time);
    return true;
  }

  List<String> exports() throws SQLException {
    return tables.query(
        "SELECT folder FROM feedback_export ORDER BY time, folder", r -> r.getString(1));
  }
}
