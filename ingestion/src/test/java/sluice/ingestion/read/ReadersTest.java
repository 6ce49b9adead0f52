package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.ingestion.CanonicalTables;

/** Every format, read from real files. */
@SuppressWarnings("StringConcatToTextBlock") // raw files are clearest line by line
class ReadersTest {
  private static final String COLUMNS = "columns: {user: u, item: i, value: r, timestamp: t}}\n";
  private static final List<String> EXPECTED =
      List.of(
          "0|u2|i1|1000000000000|3.5|interaction|1.0|-",
          "1|u1|i1|1100000000000|5.0|interaction|1.0|-",
          "2|u1|i, \"2\"|1100000000000|4.0|interaction|1.0|-");
  private static final String CSV =
      "u,i,r,t\nu1,i1,5,1100000000\nu1,\"i, \"\"2\"\"\",4,1100000000\nu2,i1,3.5,1000000000\n";

  @TempDir Path temp;
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temp);
  }

  private void expectAll() {
    CanonicalTables tables = world.ingest();
    assertThat(world.query("FROM {interactions} ORDER BY seq")).isEqualTo(EXPECTED);
    assertThat(tables.rows("interactions")).isEqualTo(3);
    assertThat(world.left()).containsExactly("interactions.parquet", "tables.json");
  }

  @Test
  void csv() {
    world.yaml("interactions: {path: a.csv, " + COLUMNS).file("a.csv", CSV);
    expectAll();
  }

  @Test
  void csvWithByteOrderMarkAndWindowsLineEnds() {
    world
        .yaml("interactions: {path: a.csv, " + COLUMNS)
        .file("a.csv", "\uFEFF" + CSV.replace("\n", "\r\n"));
    expectAll();
  }

  @Test
  void tsvWithoutHeader() {
    world
        .yaml(
            "interactions: {path: a.tsv, header: false, columns: {user: 2, item: 1, value: 3,"
                + " timestamp: 4}}")
        .file(
            "a.tsv",
            "i1\tu1\t5\t1100000000\n\"i, \"\"2\"\"\"\tu1\t4\t1100000000\ni1\tu2\t3.5\t1000000000");
    expectAll();
  }

  @Test
  void separatorOfSeveralBytesAndPlainQuotes() {
    world
        .yaml(
            "interactions: {path: a.dat, separator: '::', quote: '', header: false,"
                + " columns: {user: 1, item: 2, value: 3, timestamp: 4}}")
        .file(
            "a.dat",
            "u1::i1::5::1100000000\nu1::i, \"2\"::4::1100000000\nu2::i1::3.5::1000000000\n");
    expectAll();
  }

  @Test
  void jsonl() {
    world
        .yaml("interactions: {path: a.jsonl, " + COLUMNS)
        .file(
            "a.jsonl",
            "{\"u\": \"u1\", \"i\": \"i1\", \"r\": 5, \"t\": 1100000000}\n\n"
                + "{\"t\": 1100000000, \"u\": \"u1\", \"i\": \"i, \\\"2\\\"\", \"r\": 4.0, \"x\":"
                + " {\"y\": 1}}\n"
                + "{\"u\": \"u2\", \"i\": \"i1\", \"r\": \"3.5\", \"t\": \"1000000000\"}\n");
    expectAll();
  }

  @Test
  void gzip() throws IOException {
    world.yaml("interactions: {path: a.csv.gz, " + COLUMNS).file("a.csv.gz", compressed(CSV));
    expectAll();
  }

  @Test
  void parquetWithTypedTimes() {
    World.sql(
        "jdbc:duckdb:",
        "COPY (SELECT * FROM (VALUES ('u1', 'i1', 5::FLOAT, TIMESTAMP '2004-11-09 11:33:20'),"
            + " ('u1', 'i, \"2\"', 4, TIMESTAMP '2004-11-09 11:33:20'),"
            + " ('u2', 'i1', 3.5, TIMESTAMP '2001-09-09 01:46:40')) v(u, i, r, t)) TO '"
            + world.folder.resolve("a.parquet")
            + "' (FORMAT parquet)");
    world.yaml("interactions: {path: a.parquet, " + COLUMNS);
    expectAll();
    world.yaml(
        "interactions: {path: a.parquet, "
            + COLUMNS.replace("timestamp: t", "timestamp: {column: t, format: seconds}"));
    expectAll();
    assertThat(world.ingest().warnings())
        .containsExactly(
            "format of timestamp changes nothing: column t of interactions holds times already, not"
                + " text or numbers; remove format");
  }

  @Test
  void globsAreReadInTheOrderOfTheirNames() {
    world
        .yaml("interactions: {path: 'in/part-*.csv', " + COLUMNS)
        .file("in/part-10.csv", "u,i,r,t\nu1,\"i, \"\"2\"\"\",4,1100000000\nu2,i1,3.5,1000000000\n")
        .file("in/part-02.csv", "u,i,r,t\nu1,i1,5,1100000000\n")
        .file("in/other.csv", "not read");
    expectAll();
  }

  @Test
  void anotherDatabaseByJdbc() {
    String url = "jdbc:duckdb:" + world.folder.resolve("shop.duckdb");
    World.sql(
        url,
        "CREATE TABLE sales AS SELECT * FROM (VALUES ('u1', 'i1', 5.0, 1100000000),"
            + " ('u1', 'i, \"2\"', 4.0, 1100000000), ('u2', 'i1', 3.5, 1000000000)) v(a, b, r, t)");
    world.yaml(
        "interactions:\n  jdbc: '"
            + url
            + "'\n  query: SELECT a AS u, b AS i, r, t FROM sales\n"
            + "  columns: {user: u, item: i, value: r, timestamp: t}\n");
    expectAll();
  }

  @Test
  void timesInSecondsMillisecondsAndIso() {
    for (String times :
        List.of(
            "1100000000 1000000000",
            "1100000000.0 1e9",
            "1100000000000 1000000000000",
            "2004-11-09T11:33:20Z 2001-09-09T01:46:40Z",
            "2004-11-09T13:33:20+02:00 2001-09-09T01:46:40Z",
            "2004-11-09T11:33:20.000 2001-09-09T01:46:40")) {
      String[] t = times.split(" ", -1);
      world
          .yaml("interactions: {path: a.csv, " + COLUMNS)
          .file("a.csv", CSV.replace("1000000000", t[1]).replace(",1100000000", "," + t[0]));
      expectAll();
    }
  }

  @Test
  void latinText() {
    world
        .yaml("interactions: {path: a.csv, encoding: latin-1, columns: {user: u, item: i}}")
        .file("a.csv", "u,i\nren\u00e9,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    world.ingest();
    assertThat(world.query("SELECT user, item FROM {interactions}"))
        .containsExactly("ren\u00e9|caf\u00e9");
  }

  @Test
  void withoutTimestampsTheOrderOfTheRowsIsTime() {
    world
        .yaml("interactions: {path: a.csv, columns: {user: u, item: i}}")
        .file("a.csv", "u,i\nz,1\na,2\nm,0\n");
    world.ingest();
    assertThat(world.query("SELECT seq, \"user\", timestamp FROM {interactions} ORDER BY seq"))
        .containsExactly("0|z|-", "1|a|-", "2|m|-");
  }

  @Test
  void everyTable() {
    world
        .yaml(
            """
            name: shop
            interactions:
              path: x.csv
              columns: {user: u, item: i, timestamp: t, event: e, session: s}
              events: {view: 1, purchase: 5, hide: {negative: true}}
            test: {path: test.csv, causal: true}
            items:
              path: items.csv
              key: id
              availableFrom: from
              availableUntil: until
              asOf: at
              columns:
                title: text
                genres: {type: set, separator: "/"}
                price: {type: number, min: 0}
                listed: time
                kind: {type: category, allowed: [a, b], column: sort}
            users: {path: users.jsonl, key: id, columns: {age: number, likes: set}}
            tags: {path: tags.csv, columns: {user: u, item: i, tag: tag, timestamp: t}}
            impressions: {path: imp.csv, columns: {request: q, user: u, item: i, timestamp: t, position: p, propensity: w, policy: y}}
            requests: {path: req.csv, columns: {request: q, user: u, timestamp: t, device: d}}
            edges: {path: edges.csv, columns: {from: a, to: b, timestamp: t}}
            embeddings: {items: {path: vectors.jsonl, key: id, column: v}}
            relevant: {event: [purchase]}
            """)
        .file(
            "x.csv",
            "u,i,t,e,s\n"
                + "u1,i1,1100000000,view,s1\n"
                + "u1,i2,1100000001,purchase,s1\n"
                + "u2,i1,1100000002,hide,\n")
        .file("test.csv", "u,i,t,e,s\nu2,i2,1200000000,purchase,s9\n")
        .file(
            "items.csv",
            "id,from,until,at,title,genres,price,listed,sort\n"
                + "i2,2001-01-01,2030-01-01,,Two,b/a//b,9.5,1999-05-05,b\n"
                + "i1,,,2004-01-02,One again,,1,,a\n"
                + "i1,,,2004-01-01,One,c,0,,a\n")
        .file(
            "users.jsonl",
            "{\"id\": \"u1\", \"age\": 33, \"likes\": [\"y\", \"x\"]}\n{\"id\": \"u2\"}\n")
        .file("tags.csv", "u,i,tag,t\nu1,i2, Funny ,1100000000\nu1,i1,dark,1000000000\n")
        .file(
            "imp.csv",
            "q,u,i,t,p,w,y\nq1,u1,i2,1100000000,1,0.5,p1\nq1,u1,i1,1100000000,0,0.25,p1\n")
        .file("req.csv", "q,u,t,d\nq1,,1100000000,phone\n")
        .file("edges.csv", "a,b,t\nu2,u1,1100000000\nu1,u2,1100000000\n")
        .file(
            "vectors.jsonl",
            "{\"id\": \"i2\", \"v\": [1, 0.5]}\n{\"id\": \"i1\", \"v\": [0, -1e-3]}\n");
    CanonicalTables t = world.ingest();
    assertThat(world.query("FROM {interactions} ORDER BY seq"))
        .containsExactly(
            "0|u1|i1|1100000000000|-|view|1.0|s1",
            "1|u1|i2|1100000001000|-|purchase|5.0|s1",
            "2|u2|i1|1100000002000|-|hide|1.0|-");
    assertThat(world.query("FROM {test}"))
        .containsExactly("0|u2|i2|1200000000000|-|purchase|5.0|s9");
    assertThat(world.query("FROM {items}"))
        .containsExactly(
            "i1|-|-|1072915200000|One|[c]|0.0|-|a",
            "i1|-|-|1073001600000|One again|-|1.0|-|a",
            "i2|978307200000|1893456000000|-|Two|[a, b]|9.5|925862400000|b");
    assertThat(world.query("FROM {users}")).containsExactly("u1|-|33.0|[x, y]", "u2|-|-|-");
    assertThat(world.query("FROM {tags}"))
        .containsExactly("0|u1|i1|dark|1000000000000", "1|u1|i2|funny|1100000000000");
    assertThat(world.query("FROM {impressions}"))
        .containsExactly("q1|u1|i1|1100000000000|0|0.25|p1", "q1|u1|i2|1100000000000|1|0.5|p1");
    assertThat(world.query("FROM {requests}")).containsExactly("q1|-|1100000000000|phone");
    assertThat(world.query("FROM {edges}"))
        .containsExactly("u1|u2|1100000000000", "u2|u1|1100000000000");
    assertThat(world.query("FROM {item_embeddings}"))
        .containsExactly("i1|[0.0, -0.001]", "i2|[1.0, 0.5]");
    assertThat(t.name()).isEqualTo("shop");
    assertThat(t.causal()).isTrue();
    assertThat(t.events().keySet()).containsExactly("view", "purchase", "hide");
    assertThat(t.relevance().events()).containsExactly("purchase");
    assertThat(t.itemColumns().keySet())
        .containsExactly("title", "genres", "price", "listed", "kind");
    assertThat(t.warnings())
        .hasSize(2)
        .filteredOn(w -> w.endsWith("no stage uses it yet: it changes no result."))
        .hasSize(1);
    assertThat(t.warnings())
        .contains(
            "The column policy of impressions is read, checked and stored, but no stage uses it. sluice"
                + " off-policy reads a log of its own (docs/reference/off-policy.md).");
    assertThat(CanonicalTables.read(world.tables)).isEqualTo(t);
    assertThat(world.query("SELECT column_type FROM (DESCRIBE FROM {items})"))
        .containsExactly(
            "VARCHAR",
            "BIGINT",
            "BIGINT",
            "BIGINT",
            "VARCHAR",
            "VARCHAR[]",
            "DOUBLE",
            "BIGINT",
            "VARCHAR");
  }

  static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
