package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;
import sluice.ingestion.CanonicalTables;

/** Queries over files; docs/reference/own-data.md has the worked examples, which CI runs. */
class FileQueryTest {
  @TempDir Path temp;
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temp);
  }

  private World yaml(String source) {
    return world.yaml("interactions:\n  columns: {user: u, item: i, timestamp: t}\n  " + source);
  }

  private void expect(String... rows) {
    world.ingest();
    assertThat(world.query("SELECT \"user\", item, timestamp FROM {interactions} ORDER BY seq"))
        .containsExactly(rows);
  }

  @Test
  void nestedJsonIsUnnested() {
    yaml("""
    path: log.json
      query: |
        SELECT s.user AS u, c.item AS i, c.at AS t
        FROM (SELECT user, unnest(clicks) AS c FROM source) AS s
    """)
        .file(
            "log.json",
            """
            [{"user": "0007", "clicks": [{"item": "a", "at": 1100000001}, {"item": "b", "at": 1100000003}]},
             {"user": "7", "clicks": [{"item": "a;", "at": 1100000002}]}]
            """);
    expect("0007|a|1100000001000", "7|a;|1100000002000", "0007|b|1100000003000");
  }

  @Test
  void linesOfTextAreTakenApart() {
    yaml("""
    path: log.txt
      format: text
      query: |
        SELECT regexp_extract(line, 'user=(\\w+)', 1) AS u, regexp_extract(line, 'item=(\\w+)', 1) AS i,
          split_part(line, '|', 1) AS t
        FROM source WHERE line LIKE '%item=%'; -- the rest is noise
    """)
        .file("log.txt", "1100000001|user=a|item=x\n\"|no\n1100000002|user=b|item=y\n");
    expect("a|x|1100000001000", "b|y|1100000002000");
  }

  @Test
  void severalFilesAreJoinedByTheirNames() {
    yaml("""
    path: {orders: orders.csv, lines: "lines/*.jsonl"}
      query: SELECT customer AS u, sku AS i, sold AS t FROM lines JOIN orders USING (no) ORDER BY sold, sku
    """)
        .file("orders.csv", "no,customer,sold\n01,anna,1100000002\n1,bea,1100000001\n")
        .file(
            "lines/1.jsonl", "{\"no\": \"01\", \"sku\": \"x\"}\n{\"no\": \"01\", \"sku\": \"y\"}\n")
        .file("lines/2.jsonl", "{\"no\": \"1\", \"sku\": \"x\", \"gift\": true}\n");
    expect("bea|x|1100000001000", "anna|x|1100000002000", "anna|y|1100000002000");
  }

  /** What a query reads by itself counts from the folder of the dataset.yaml too. */
  @Test
  void structsOfParquetAndFilesThatTheQueryNames() {
    world.file("more.csv", "a,b,c\nu2,i2,2024-01-02 03:04:06\n");
    World.sql(
        "jdbc:duckdb:",
        "COPY (SELECT {'id': 'u1'} AS who, {'id': 'i1'} AS what, TIMESTAMP '2024-01-02 03:04:05' AS"
            + " day) TO '"
            + temp.resolve("data/a.parquet")
            + "'");
    yaml(
        """
        path: a.parquet
          query: |
            SELECT who.id AS u, what.id AS i, day AS t FROM source
            UNION ALL SELECT a, b, c FROM read_csv('more.csv')
        """);
    expect("u1|i1|1704164645000", "u2|i2|1704164646000");
  }

  /** Left to itself DuckDB takes user=anna for a column and brackets for a pattern. */
  @Test
  void pathsAreNames() {
    yaml("path: \"user=anna/[a] b.jsonl\"\n  query: SELECT \"user\" AS u, i, t FROM source\n")
        .file("user=anna/[a] b.jsonl", "{\"user\": \"ben\", \"i\": \"x\", \"t\": 1100000001}\n")
        .file("user=anna/a b.jsonl", "{\"user\": \"cleo\", \"i\": \"y\", \"t\": 1100000001}\n");
    expect("ben|x|1100000001000");
  }

  /** The fifth example of docs/reference/own-data.md; CI runs the others, which need no Parquet. */
  @Test
  void theParquetExampleOfThePageIsRead() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/own-data.md"));
    String section = page.substring(page.indexOf("### Parquet with structs"));
    String block = section.substring(section.indexOf("```yaml\n") + 8);
    world.yaml(block.substring(0, block.indexOf("```"))).file("events/keep", "");
    World.sql(
        "jdbc:duckdb:",
        "COPY (SELECT {'id': 7} AS who, {'id': unnest(['x', NULL])} AS what, DATE '2024-01-02' AS"
            + " day) TO '"
            + temp.resolve("data/events/1.parquet")
            + "'");
    expect("7|x|1704153600000");
  }

  /** Grouping on several threads gives rows in any order; the order of ties is the rows'. */
  @Test
  void rowsComeInTheSameOrderForAnyNumberOfThreads() {
    StringBuilder rows = new StringBuilder("u,i,t\n");
    for (int r = 0; r < 20_000; r++) {
      rows.append("u").append(r * 7919 % 4001).append(",i").append(r % 50).append(",1100000001\n");
    }
    yaml("path: a.csv\n  query: SELECT u, i, max(t) AS t FROM source GROUP BY u, i\n")
        .file("a.csv", rows.toString());
    String sql = "SELECT \"user\", item FROM {interactions} ORDER BY seq";
    String print = world.ingest(World.settings().withThreads(1)).fingerprint();
    List<String> one = world.query(sql);
    assertThat(world.ingest(World.settings().withThreads(4)).fingerprint()).isEqualTo(print);
    assertThat(world.query(sql)).isEqualTo(one).hasSizeGreaterThan(10_000);
  }

  @Test
  void badRowsAreNumberedAsTheQueryGivesThem() {
    yaml("path: a.csv\n  query: SELECT u, nullif(i, 'none') AS i, t FROM source\n")
        .file("a.csv", "u,i,t\na,x,1100000001\nb,none,1100000002\n");
    CanonicalTables tables = world.ingest();
    assertThat(world.quarantine())
        .contains(
            "interactions,\"the query on a.csv\",2,\"item is empty\",\"{'u': b, 'i': NULL, 't':"
                + " 1100000002}\"");
    assertThat(tables.rows("interactions")).isEqualTo(1);
  }

  /** The fingerprint is of the rows that the query gives, from whichever file. */
  @Test
  void theFingerprintFollowsTheRows() {
    yaml("path: a.csv\n  query: SELECT u, i, t FROM source JOIN read_csv('b.csv') USING (i)\n")
        .file("a.csv", "u,i,t\na,x,1100000001\nb,y,1100000002\n")
        .file("b.csv", "i,z\nx,1\n");
    String first = world.ingest().fingerprint();
    assertThat(world.ingest().fingerprint()).isEqualTo(first);
    assertThat(world.file("b.csv", "i,z\ny,1\n").ingest().fingerprint()).isNotEqualTo(first);
  }

  @Test
  void theTestFileIsReadByTheSameQuery() {
    yaml("path: a.csv\n  query: SELECT who AS u, i, t FROM source\ntest: {path: b.csv}\n")
        .file("a.csv", "who,i,t\na,x,1100000001\n")
        .file("b.csv", "who,i,t\na,y,1100000002\n");
    assertThat(world.ingest().rows("test")).isEqualTo(1);
  }

  @Test
  void faultsAreTold() {
    world.file("a.csv", "u,i,t\na,x,1100000001\nb,y\n").file("b.jsonl", "{\"u\": 1}\n{\"u\" 2}\n");
    refuses(
        "path: a.csv\n  query: SELECT u, i, t FROM source\n", "a.csv:3: ", "a query needs every");
    world.file("a.csv", "u,i,t\na,x,1100000001\n");
    refuses(
        "path: a.csv\n  query: SELECT uu FROM source\n",
        "the query on a.csv failed: ",
        "\"uu\" not found",
        "Candidate");
    refuses("path: a.csv\n  query: SELECT u AS x FROM source\n", "has no column u", "it has x");
    refuses(
        "path: a.csv\n  query: DROP TABLE x\n", "the query on a.csv failed: ", "requires a SELECT");
    refuses(
        "path: a.csv\n  query: SELECT ';' AS u; DROP TABLE x\n",
        "a query is one SELECT; this one has several statements");
    refuses("path: b.jsonl\n  query: SELECT u FROM source\n", "b.jsonl", "near line 3");
    refuses("path: {}\n  query: SELECT u FROM source\n", "at least one file is expected");
    refuses("path: {a-b: a.csv}\n  query: SELECT u\n", "letters, digits and _, not a-b");
    refuses("path: no.csv\n  query: SELECT u FROM source\n", "no.csv does not exist");
    refuses("path: a.csv\n  format: text\n", "text is read by a query: alone");
  }

  private void refuses(String source, String... messages) {
    yaml(source);
    assertThatThrownBy(world::ingest)
        .isInstanceOf(UserError.class)
        .message()
        .contains(messages)
        .doesNotContain("LINE 1");
  }
}
