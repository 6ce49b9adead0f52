package sluice.ingestion.read;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import sluice.ingestion.DuckSession;
import sluice.ingestion.EmbeddingTables;
import sluice.ingestion.Sql;

/** Checks rows against each other and against other tables: repeats, keys, references. */
final class CrossChecks {
  private final DuckSession database;

  CrossChecks(DuckSession database) {
    this.database = database;
  }

  /**
   * Drops exact repeats: of equal rows, by all declared columns, the first stays. Rows are grouped
   * by a hash first, so that what must be held is 8 bytes a row.
   *
   * @return how many rows were dropped
   */
  long dropRepeats(Staged staged) throws SQLException {
    String rows = staged.rows();
    String columns = staged.columns();
    String hash = "hash(" + columns + ")";
    database.run("CREATE TABLE " + staged.late() + " (rid BIGINT, reason VARCHAR)");
    database.run(
        "INSERT INTO "
            + staged.late()
            + " SELECT rid, NULL FROM (SELECT rowid AS rid, row_number() OVER"
            + " (PARTITION BY "
            + columns
            + " ORDER BY rowid) AS n FROM "
            + rows
            + " WHERE reason IS NULL AND "
            + hash
            + " IN (SELECT h FROM (SELECT "
            + hash
            + " AS h FROM "
            + rows
            + " WHERE reason IS NULL) GROUP BY h HAVING count(*) > 1)) WHERE n > 1");
    return database.number("SELECT count(*) FROM " + staged.late());
  }

  /** Finds keys that stand twice: the first row stays, the others are bad. */
  void keys(Staged staged) throws SQLException {
    List<String> key =
        switch (EmbeddingTables.kind(staged.spec().table())) {
          case "items", "item_embeddings" -> List.of("item");
          case "users", "user_embeddings" -> List.of("user");
          case "requests" -> List.of("request");
          default -> List.of();
        };
    if (key.isEmpty()) {
      return;
    }
    String name = Sql.name(key.get(0));
    boolean dated = staged.spec().has("as_of");
    bad(
        staged,
        "SELECT rowid AS rid, 'the key ''' || "
            + name
            + " || ''' stands in an earlier row"
            + (dated ? " with the same asOf" : "")
            + "' AS reason, row_number() OVER (PARTITION BY "
            + name
            + (dated ? ", as_of" : "")
            + " ORDER BY rowid) AS n",
        "n > 1");
  }

  /** Finds vectors whose length is not that of most. */
  void vectors(Staged staged) throws SQLException {
    long dimensions =
        database.number(
            "SELECT coalesce(mode(len(vector) ORDER BY len(vector)), 0) FROM "
                + staged.rows()
                + " WHERE reason IS NULL");
    bad(
        staged,
        "SELECT rowid AS rid, 'the vector has ' || len(vector) || ' numbers where "
            + dimensions
            + " are usual' AS reason, len(vector) AS n",
        "n <> " + dimensions);
  }

  /** Finds rows that name an item that neither the items nor the interactions have. */
  void unknownItems(Staged staged, Collection<Staged> known) throws SQLException {
    bad(
        staged,
        "SELECT rowid AS rid, 'unknown item ''' || left(item, 60) || '''' AS reason, item AS n",
        "n NOT IN (" + items(known) + ")");
  }

  private static String items(Collection<Staged> known) {
    return known.stream()
        .map(k -> "SELECT item FROM " + k.rows() + " WHERE " + k.good())
        .collect(java.util.stream.Collectors.joining(" UNION "));
  }

  private void bad(Staged staged, String select, String condition) throws SQLException {
    database.run(
        "INSERT INTO "
            + staged.late()
            + " SELECT rid, reason FROM ("
            + select
            + " FROM "
            + staged.rows()
            + " WHERE "
            + staged.good()
            + ") WHERE "
            + condition
            + " ORDER BY rid");
  }

  /** Warns of rows whose item or user has no row of its own; they stay. */
  void warnOfStrangers(Map<String, Staged> tables, Consumer<String> warn) throws SQLException {
    for (String table : List.of("interactions", "test", "impressions")) {
      for (String entity : List.of("item", "user")) {
        Optional<Staged> own = Optional.ofNullable(tables.get(entity + "s"));
        Optional<Staged> rows = Optional.ofNullable(tables.get(table));
        if (own.isEmpty() || rows.isEmpty() || !rows.get().spec().has(entity)) {
          continue;
        }
        String strangers =
            "SELECT "
                + Sql.name(entity)
                + " AS e, count(*) AS n FROM "
                + rows.get().rows()
                + " WHERE "
                + rows.get().good()
                + " AND "
                + Sql.name(entity)
                + " IS NOT NULL GROUP BY e";
        List<String> counts =
            database.column(
                "SELECT count(*) || ' ' || coalesce(sum(n), 0) FROM ("
                    + strangers
                    + ") WHERE e NOT IN (SELECT "
                    + Sql.name(entity)
                    + " FROM "
                    + own.get().rows()
                    + " WHERE "
                    + own.get().good()
                    + ")");
        String[] parts = counts.get(0).split(" ", -1);
        if (!parts[0].equals("0")) {
          warn.accept(
              parts[1]
                  + " rows of "
                  + table
                  + " name "
                  + parts[0]
                  + " "
                  + entity
                  + "s that have no row in "
                  + entity
                  + "s; they stay, without attributes");
        }
      }
    }
  }
}
