package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.EventType;

/** Several events in one row, and sessions in place of users. */
class EventColumnsTest {
  private static final String YAML =
      """
      interactions:
        path: a.csv
        columns: {user: u, item: i, timestamp: t}
        events: {columns: {click: click, like: {event: like, weight: 3}, hate: {event: hate, negative: true}}}
      """;

  @TempDir Path temp;
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temp);
  }

  @Test
  void eachTrueColumnIsAnInteraction() {
    world
        .yaml(YAML)
        .file(
            "a.csv",
            """
            u,i,t,click,like,hate
            u1,i1,1100000002,1,1,0
            u1,i2,1100000001,true,f,no
            u2,i1,1100000003,0,0.0,FALSE
            u2,i3,1100000003,0,No,T
            u3,i1,1100000004,maybe,1,0
            u3,i1,1100000004,1,,0
            """);
    CanonicalTables tables = world.ingest();
    assertThat(world.query("SELECT seq, \"user\", item, event, weight FROM {interactions}"))
        .containsExactly(
            "0|u1|i2|click|1.0", "1|u1|i1|click|1.0", "2|u1|i1|like|3.0", "3|u2|i3|hate|1.0");
    assertThat(tables.rows("interactions")).isEqualTo(4);
    assertThat(tables.events())
        .isEqualTo(
            Map.of(
                "click",
                EventType.PLAIN,
                "like",
                new EventType(3, false),
                "hate",
                new EventType(1, true)));
    assertThat(tables.relevance().events()).containsExactly("click", "like");
    assertThat(world.quarantine())
        .contains(
            "interactions,\"a.csv\",6,\"click is neither true (1, true, t, yes) nor false (0, false, f,"
                + " no): 'maybe'\",\"u3,i1,1100000004,maybe,1,0\"",
            "interactions,\"a.csv\",7,\"like is neither true (1, true, t, yes) nor false (0, false, f,"
                + " no): ''\",\"u3,i1,1100000004,1,,0\"");
    assertThat(tables.warnings())
        .contains(
            "1 rows of interactions have none of the events click, like, hate; they are no"
                + " interactions");
  }

  @Test
  void typedColumnsOfParquetAndJsonAreRead() {
    world.yaml(YAML.replace("a.csv", "a.parquet"));
    World.sql(
        "jdbc:duckdb:",
        "COPY (SELECT 'u1' AS u, 'i1' AS i, 1100000001 AS t, true AS click, 1 AS \"like\", 0.0 AS"
            + " hate) TO '"
            + temp.resolve("data/a.parquet")
            + "'");
    world.ingest();
    assertThat(world.query("SELECT event FROM {interactions}")).containsExactly("click", "like");
    world.file(
        "a.jsonl",
        "{\"u\": 1, \"i\": 2, \"t\": 1100000001, \"click\": false, \"like\": \"yes\", \"hate\": 1}");
    world.yaml(YAML.replace("a.csv", "a.jsonl")).ingest();
    assertThat(world.query("SELECT event FROM {interactions}")).containsExactly("like", "hate");
  }

  /** The test file is read as the interactions are, and repeats of a row are dropped once. */
  @Test
  void theTestFileHasThemToo() {
    world
        .yaml(YAML + "test: {path: b.csv}\n")
        .file("a.csv", "u,i,t,click,like,hate\nu1,i1,1100000002,1,1,0\nu1,i1,1100000002,1,1,0\n")
        .file("b.csv", "u,i,t,click,like,hate\nu1,i2,1100000003,1,1,0\n");
    CanonicalTables tables = world.ingest();
    assertThat(tables.rows("interactions")).isEqualTo(2);
    assertThat(tables.rows("test")).isEqualTo(2);
    assertThat(tables.counts().duplicates()).isEqualTo(Map.of("interactions", 1L));
  }

  @Test
  void wrongDeclarationsAreRefused() {
    world.file("a.csv", "u,i,t,click,like,hate\nu1,i1,1,1,1,0\n");
    refuses(
        YAML.replace("timestamp: t", "event: click"),
        "either in one column (interactions.columns.event) or in a column each (events.columns),"
            + " not both");
    refuses(
        "interactions: {path: a.csv, columns: {user: u, item: i}, events: {click: 1}}\n",
        "write events: {columns: {is_click: click}}");
    refuses(
        "interactions: {path: a.csv, columns: {user: u, item: i}, events: {columns: {click: a, like:"
            + " a}}}\n",
        "the event type a stands for another column already");
    refuses(
        "interactions: {path: a.csv, columns: {user: u, item: i}, events: {columns: {clik: a}}}\n",
        "has no column clik");
  }

  /** An event type may be named columns. */
  @Test
  void aTypeNamedColumnsIsAType() {
    world
        .yaml(
            "interactions: {path: a.csv, columns: {user: u, item: i, event: e}, events: {columns:"
                + " {weight: 2}, rows: 1}}\n")
        .file("a.csv", "u,i,e\nu1,i1,columns\n");
    assertThat(world.ingest().events()).containsEntry("columns", new EventType(2, false));
  }

  @Test
  void sessionsAreUsersWhereThereAreNone() {
    world
        .yaml("interactions: {path: a.csv, columns: {session: s, item: i}}\n")
        .file("a.csv", "s,i\n7,a\n7,b\n8,a\n");
    CanonicalTables tables = world.ingest();
    assertThat(world.query("SELECT \"user\", item, session FROM {interactions} ORDER BY seq"))
        .containsExactly("7|a|7", "7|b|7", "8|a|8");
    assertThat(tables.warnings())
        .containsExactly(
            "there is no column of users: each session (column s) is the user of its own requests and"
                + " has no history before it; protocol: leave-one-out tests each session's last item"
                + " from the items before it");
    refuses(
        "interactions: {path: a.csv, columns: {item: i}}\n",
        "interactions.columns needs user, the column of user ids; where the data has sessions and"
            + " no users, name the column of session ids as session");
  }

  private void refuses(String yaml, String message) {
    world.yaml(yaml);
    assertThatThrownBy(world::ingest)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("dataset.yaml:")
        .hasMessageContaining(message);
  }
}
