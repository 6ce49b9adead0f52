package sluice.ingestion.split;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBReadableVector;
import sluice.core.BroughtVectors;
import sluice.core.Dictionary;
import sluice.core.Edges;
import sluice.core.Interactions;
import sluice.core.ItemVectors;
import sluice.core.Tags;
import sluice.core.UserError;
import sluice.core.ValueKind;
import sluice.core.store.TemporaryFolder;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;
import sluice.ingestion.EmbeddingTables;
import sluice.ingestion.EventType;
import sluice.ingestion.Sql;

/**
 * Loads canonical tables into memory.
 *
 * <p>Ids become ints inside DuckDB, by joins against sorted tables of distinct ids, so that Java
 * reads strings once per id and numbers otherwise. Rows are put where their {@code seq} says; the
 * result does not depend on the number of threads.
 */
public final class DatasetLoader {
  private final CanonicalTables tables;
  private final DuckSession duck;

  private DatasetLoader(CanonicalTables tables, DuckSession duck) {
    this.tables = tables;
    this.duck = duck;
  }

  /**
   * Loads a dataset.
   *
   * @param tables its canonical tables
   * @param threads how many threads DuckDB may use, 1 or more
   * @throws UserError where tables are missing, cut short or have timestamps on some rows only
   */
  public static Dataset load(CanonicalTables tables, int threads) {
    try (TemporaryFolder scratch = TemporaryFolder.make();
        DuckSession duck = DuckSession.in(scratch.path(), threads, "2GB")) {
      // Rows say where they belong; and what must be ordered says ORDER BY.
      duck.run("SET preserve_insertion_order = false");
      return new DatasetLoader(tables, duck).load();
    } catch (SQLException e) {
      throw new UserError(
          tables.folder()
              + ": the canonical tables cannot be read: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "; ingest the dataset again (sluice ingest)",
          e);
    }
  }

  private Dataset load() throws SQLException {
    if (!tables.has("interactions")) {
      throw new UserError(
          tables.folder() + " has no table interactions; ingest the dataset again (sluice ingest)");
    }
    boolean timed = timed();
    Dictionary users = number("u", "\"user\"", "users");
    Dictionary items = number("t", "item", "items");
    AttributeRows itemRows =
        tables.has("items")
            ? new AttributeLoader(duck, file("items"))
                .load("item", "t", items.size(), tables.itemColumns(), true)
            : AttributeRows.none(items.size());
    AttributeRows userRows =
        tables.has("users")
            ? new AttributeLoader(duck, file("users"))
                .load("\"user\"", "u", users.size(), tables.userColumns(), false)
            : AttributeRows.none(users.size());
    Tags tags = tables.has("tags") ? tags() : Tags.none();
    Optional<Dataset.TestFile> given =
        tables.has("test")
            ? Optional.of(new Dataset.TestFile(interactions("test", timed), tables.causal()))
            : Optional.empty();
    return new Dataset(
        users,
        items,
        interactions("interactions", timed),
        given,
        itemRows,
        userRows,
        tags,
        tables.has("impressions") ? Optional.of(tables.file("impressions")) : Optional.empty(),
        tables.has("edges") ? edges() : Edges.NONE,
        vectors(items),
        timed);
  }

  private Edges edges() throws SQLException {
    String from = file("edges");
    Dictionary people =
        numbered(
            "p", "SELECT from_user AS id FROM " + from + " UNION ALL SELECT to_user FROM " + from);
    int rows = Math.toIntExact(duck.number("SELECT count(*) FROM " + from));
    int[] froms = new int[rows];
    int[] tos = new int[rows];
    long[] times = new long[rows];
    int[] at = new int[1];
    duck.chunks(
        """
        SELECT a.i, b.i, x.timestamp FROM %s x JOIN p a ON x.from_user = a.id
        JOIN p b ON x.to_user = b.id ORDER BY a.i, b.i, x.timestamp NULLS FIRST
        """
            .formatted(from),
        chunk -> {
          DuckDBReadableVector a = chunk.vector(0);
          DuckDBReadableVector b = chunk.vector(1);
          DuckDBReadableVector time = chunk.vector(2);
          for (int k = 0; k < chunk.rowCount(); k++) {
            froms[at[0]] = a.getInt(k);
            tos[at[0]] = b.getInt(k);
            times[at[0]++] = time.getLong(k, Long.MIN_VALUE);
          }
        });
    return new Edges(people, froms, tos, times);
  }

  private Map<String, BroughtVectors> vectors(Dictionary items) throws SQLException {
    Map<String, BroughtVectors> vectors = new TreeMap<>();
    for (String table : tables.counts().rows().keySet()) {
      if (EmbeddingTables.ofItems(table)) {
        String name = EmbeddingTables.name(table);
        BroughtVectors brought = BroughtVectors.ofItems(vectors(table, "item", "t", items.size()));
        String own = EmbeddingTables.users(name);
        vectors.put(name, tables.has(own) ? withUsers(name, brought, own) : brought);
      }
    }
    return vectors;
  }

  private BroughtVectors withUsers(String name, BroughtVectors brought, String table)
      throws SQLException {
    duck.run("DROP TABLE IF EXISTS vu");
    Dictionary users = numbered("vu", "SELECT \"user\" AS id FROM " + file(table));
    ItemVectors own = vectors(table, "\"user\"", "vu", users.size());
    if (own.dimension() != brought.items().dimension()) {
      throw new UserError(
          "the embedding "
              + name
              + " has vectors of "
              + brought.items().dimension()
              + " numbers for items and of "
              + own.dimension()
              + " for users; both must be of one space (embeddings: in dataset.yaml)");
    }
    return new BroughtVectors(brought.items(), users, own);
  }

  /** Reads vectors into the rows that a table (id, i) numbers. */
  private ItemVectors vectors(String table, String key, String numbers, int rows)
      throws SQLException {
    String from = file(table);
    int dimension = Math.toIntExact(duck.number("SELECT max(len(vector)) FROM " + from));
    float[] data = new float[Math.multiplyExact(rows, dimension)];
    duck.chunks(
        """
        SELECT n.i, generate_subscripts(x.vector, 1)::INTEGER, unnest(x.vector)
        FROM %s x JOIN %s n ON x.%s = n.id
        """
            .formatted(from, numbers, key),
        chunk -> {
          DuckDBReadableVector row = chunk.vector(0);
          DuckDBReadableVector place = chunk.vector(1);
          DuckDBReadableVector value = chunk.vector(2);
          for (int k = 0; k < chunk.rowCount(); k++) {
            data[row.getInt(k) * dimension + place.getInt(k) - 1] = value.getFloat(k);
          }
        });
    return new ItemVectors(data, rows, dimension);
  }

  private boolean timed() throws SQLException {
    long rows = 0;
    long dated = 0;
    for (String table : interactionTables()) {
      rows += duck.number("SELECT count(*) FROM " + file(table));
      dated += duck.number("SELECT count(timestamp) FROM " + file(table));
    }
    if (dated != 0 && dated != rows) {
      throw new UserError(
          tables.folder()
              + ": "
              + (rows - dated)
              + " of "
              + rows
              + " interactions (test file included) have no timestamp; give all of them one, or none");
    }
    return dated != 0;
  }

  private List<String> interactionTables() {
    return tables.has("test") ? List.of("interactions", "test") : List.of("interactions");
  }

  /** Makes a table (id, i) of distinct ids, numbered in the order of their bytes, and reads it. */
  private Dictionary number(String name, String column, String attributes) throws SQLException {
    String sources =
        Stream.concat(
                interactionTables().stream(),
                tables.has(attributes) ? Stream.of(attributes) : Stream.empty())
            .map(table -> "SELECT " + column + " AS id FROM " + file(table))
            .collect(Collectors.joining(" UNION ALL "));
    return numbered(name, sources);
  }

  /**
   * Makes a table (id, i) that numbers the distinct ids of a query in the order of their bytes, and
   * reads it.
   */
  private Dictionary numbered(String table, String sources) throws SQLException {
    duck.run(
        """
        CREATE TEMP TABLE %s AS SELECT id, (row_number() OVER (ORDER BY id) - 1)::INTEGER AS i
        FROM (SELECT DISTINCT id FROM (%s))
        """
            .formatted(table, sources));
    List<String> ids = new ArrayList<>();
    duck.chunks(
        "SELECT id FROM " + table + " ORDER BY i",
        chunk -> {
          DuckDBReadableVector id = chunk.vector(0);
          for (long k = 0; k < chunk.rowCount(); k++) {
            ids.add(id.getString(k));
          }
        });
    return Dictionary.of(ids);
  }

  private Interactions interactions(String table, boolean timed) throws SQLException {
    String from = file(table);
    int rows = Math.toIntExact(duck.number("SELECT count(*) FROM " + from));
    boolean sessions = duck.number("SELECT count(session) FROM " + from) > 0;
    if (sessions) {
      // A session's number is local to a table; parts renumber theirs.
      duck.run(
          """
          CREATE OR REPLACE TEMP TABLE s AS
          SELECT "user", session, (row_number() OVER (ORDER BY "user", session) - 1)::INTEGER AS i
          FROM (SELECT DISTINCT "user", session FROM %s WHERE session IS NOT NULL)
          """
              .formatted(from));
    }
    Map<String, EventType> types =
        tables.events().isEmpty()
            ? Map.of(CanonicalTables.DEFAULT_EVENT, EventType.PLAIN)
            : tables.events();
    List<String> events = List.copyOf(types.keySet());
    float[] signs = new float[events.size()];
    int e = 0;
    for (EventType type : types.values()) {
      signs[e++] = type.negative() ? -1 : 1;
    }
    String eventNames = "[" + Sql.texts(events) + "]";
    ValueKind kind = tables.valueKind();
    Interactions.Columns columns = new Interactions.Columns(events, kind, rows);
    long[] read = new long[1];
    duck.chunks(
        """
        SELECT x.seq, u.i, t.i, x.timestamp, x.value::FLOAT, x.weight::FLOAT,
          coalesce(list_position(%s, x.event), 0)::INTEGER %s
        FROM %s x JOIN u ON x."user" = u.id JOIN t ON x.item = t.id %s
        """
            .formatted(
                eventNames,
                sessions ? ", coalesce(s.i, -1)" : "",
                from,
                sessions ? "LEFT JOIN s ON x.\"user\" = s.\"user\" AND x.session = s.session" : ""),
        chunk -> {
          DuckDBReadableVector seqs = chunk.vector(0);
          DuckDBReadableVector users = chunk.vector(1);
          DuckDBReadableVector items = chunk.vector(2);
          DuckDBReadableVector times = chunk.vector(3);
          DuckDBReadableVector values = chunk.vector(4);
          DuckDBReadableVector weights = chunk.vector(5);
          DuckDBReadableVector kinds = chunk.vector(6);
          DuckDBReadableVector visits = sessions ? chunk.vector(7) : kinds;
          int n = Math.toIntExact(chunk.rowCount());
          for (int k = 0; k < n; k++) {
            long seq = seqs.getLong(k);
            float value = values.getFloat(k, Float.NaN);
            int event = kinds.getInt(k) - 1;
            if (seq < 0 || seq >= rows || event < 0) {
              throw damaged(table, "a row whose number or event type is not known");
            }
            columns.set(
                (int) seq,
                users.getInt(k),
                items.getInt(k),
                timed ? times.getLong(k) : seq,
                value,
                (float) (signs[event] * Math.abs(weights.getFloat(k, 1)) * kind.factor(value)),
                event,
                sessions ? visits.getInt(k) : -1);
          }
          read[0] += n;
        });
    if (read[0] != rows) {
      throw damaged(table, read[0] + " rows of " + rows);
    }
    try {
      return columns.build();
    } catch (IllegalArgumentException notInOrder) {
      throw damaged(table, "rows that are not in the order of time");
    }
  }

  private Tags tags() throws SQLException {
    duck.run(
        """
        CREATE TEMP TABLE tagged AS
        SELECT x.seq, coalesce(u.i, -1) AS ui, t.i AS ti, x.tag, x.timestamp
        FROM %s x JOIN t ON x.item = t.id LEFT JOIN u ON x."user" = u.id
        """
            .formatted(file("tags")));
    Dictionary values = numbered("g", "SELECT tag AS id FROM tagged");
    int rows = Math.toIntExact(duck.number("SELECT count(*) FROM tagged"));
    int[] users = new int[rows];
    int[] items = new int[rows];
    int[] tags = new int[rows];
    long[] times = new long[rows];
    int[] at = new int[1];
    duck.chunks(
        "SELECT ui, ti, g.i, timestamp FROM tagged JOIN g ON tag = g.id"
            + " ORDER BY timestamp NULLS FIRST, seq",
        chunk -> {
          DuckDBReadableVector u = chunk.vector(0);
          DuckDBReadableVector t = chunk.vector(1);
          DuckDBReadableVector g = chunk.vector(2);
          DuckDBReadableVector time = chunk.vector(3);
          for (int k = 0; k < chunk.rowCount(); k++) {
            users[at[0]] = u.getInt(k);
            items[at[0]] = t.getInt(k);
            tags[at[0]] = g.getInt(k);
            times[at[0]++] = time.getLong(k, Long.MIN_VALUE);
          }
        });
    return new Tags(values, users, items, tags, times);
  }

  private UserError damaged(String table, String what) {
    return new UserError(
        tables.file(table) + " holds " + what + "; ingest the dataset again (sluice ingest)");
  }

  private String file(String table) {
    return DuckFiles.parquet(tables.file(table));
  }
}
