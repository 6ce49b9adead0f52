package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.core.Progress;
import sluice.core.UserError;
import sluice.ingestion.dataset.DatasetSpec;

/**
 * Input that cannot be used: each gives one message that says where and how to fix it, and leaves
 * nothing half-written.
 */
@SuppressWarnings("StringConcatToTextBlock") // raw files are clearest line by line
class BadInputTest {
  private static final String X =
      "interactions: {path: x.csv, columns: {user: u, item: i, value: r, timestamp: t}}\n";
  private static final String GOOD = "u,i,r,t\nu1,i1,5,1100000000\nu2,i2,4,1100000001\n";

  @TempDir Path temp;

  record Case(String name, Consumer<World> files, List<String> parts) {
    Case(String name, Consumer<World> files, String... parts) {
      this(name, files, List.of(parts));
    }

    Case withFile(String file, String text) {
      return new Case(name, w -> files.andThen(v -> v.file(file, text)).accept(w), parts);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, String yaml, String x, String... parts) {
    return new Case(name, w -> w.yaml(yaml).file("x.csv", x), parts);
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "a missing file",
            w -> w.yaml(X).file("y.csv", GOOD),
            "dataset.yaml:1: ",
            "x.csv does not exist (did you mean y.csv?)"),
        of("an empty file", X, "", "x.csv is empty"),
        of("a file of blank lines", X, "\n\n\n", "x.csv is empty: it has no line with text"),
        of("a header and no rows", X, "u,i,r,t\n", "x.csv holds no row for interactions"),
        new Case(
            "a folder where a file is expected",
            w -> w.yaml(X).file("x.csv/inner.csv", GOOD),
            "x.csv is a folder; a file is expected, or a glob such as x.csv/*.csv"),
        new Case(
            "a glob without a match",
            w -> w.yaml(X.replace("x.csv", "'part-*.csv'")),
            "dataset.yaml:1: no file matches part-*.csv in "),
        of(
            "a wrong separator",
            X,
            GOOD.replace(',', ';'),
            "has no column u; it has u;i;r;t; the separator seems to be \";\": add `separator:"
                + " \";\"`"),
        of(
            "a separator of two bytes not declared",
            X,
            GOOD.replace(",", "::"),
            "the separator seems to be \"::\""),
        of(
            "a missing column",
            X.replace("item: i,", "item: itemId,"),
            GOOD.replace("u,i,", "u,item_id,"),
            "x.csv has no column itemId (did you mean item_id?); it has u, item_id, r, t"),
        of(
            "a position past the last column",
            "interactions: {path: x.csv, header: false, columns: {user: 1, item: 9}}",
            "u1,i1\n",
            "has no column 9; it has 1, 2"),
        of("a column named twice", X, "u,i,r,u\n1,2,3,4\n", "x.csv:1: two columns are named 'u'"),
        of(
            "text in a number",
            X,
            GOOD.replace(",5,", ",five,"),
            "1 of 2 rows of interactions are bad (50.0 %, allowed are 1 %)",
            "x.csv:2: value is not a number: 'five'",
            "All are in ",
            "quarantine.csv"),
        of(
            "a number that is not finite",
            X,
            GOOD.replace(",4,", ",NaN,"),
            "x.csv:3: value is not a finite number: 'NaN'"),
        of(
            "an infinite number",
            X,
            GOOD.replace(",4,", ",1e999,"),
            "value is not a finite number: '1e999'"),
        of(
            "a negative timestamp",
            X,
            GOOD.replace("1100000001", "-5"),
            "x.csv:3: timestamp is negative or before 1970: '-5'"),
        of(
            "a timestamp in the future",
            X,
            GOOD.replace("1100000001", "99999999999"),
            "x.csv:3: timestamp lies in the future: '99999999999'"),
        of(
            "milliseconds among seconds",
            X,
            GOOD.replace("1100000001", "1100000001000"),
            "x.csv:3: timestamp is not a time in seconds since 1970, as this column's are:"
                + " '1100000001000'"),
        of(
            "an ISO time among seconds",
            X,
            GOOD.replace("1100000001", "2004-11-09"),
            "timestamp is not a time in seconds since 1970, as this column's are: '2004-11-09'"),
        of("a missing timestamp", X, GOOD.replace("1100000001", ""), "x.csv:3: timestamp is empty"),
        of("a missing user", X, GOOD.replace("u2,", ","), "x.csv:3: user is empty"),
        of("a blank item", X, GOOD.replace("i2,", " ,"), "x.csv:3: item is empty"),
        of(
            "a row too short",
            X,
            GOOD + "u3,i3\n",
            "x.csv:4: the row has 2 columns where 4 are expected"),
        of(
            "a row too long",
            X,
            GOOD + "u3,i3,1,1100000000,9\n",
            "x.csv:4: the row has 5 columns where 4 are expected"),
        of(
            "a quote left open",
            X,
            GOOD + "u3,\"i3,1,1100000000\n",
            "x.csv:4: a quote is not closed"),
        of(
            "a quote left open in a long file",
            X,
            GOOD + "u3,\"i3,1,1100000000\n" + "u4,i4,1,1100000000\n".repeat(1500),
            "x.csv:4: a quote opens in this line and is not closed within 1000 lines"),
        new Case(
            "text in another encoding",
            w ->
                w.yaml(X)
                    .file(
                        "x.csv",
                        (GOOD + "caf\u00e9,i3,1,1100000000\n")
                            .getBytes(StandardCharsets.ISO_8859_1)),
            "x.csv:4: the text is not UTF-8; if the whole file is written so, add encoding:"
                + " latin-1"),
        of(
            "an unknown event type",
            "interactions: {path: x.csv, columns: {user: u, item: i, event: r}, events: {buy: 5}}",
            "u,i,r\na,b,buy\na,c,by\n",
            "x.csv:3: unknown event type 'by'"),
        of(
                "a key that stands twice",
                X + "items: {path: items.csv, key: id, columns: {title: text}}",
                GOOD,
                "items.csv:4: the key 'i1' stands in an earlier row")
            .withFile("items.csv", "id,title\ni1,A\ni2,B\ni1,C\n"),
        of(
                "a number out of range",
                X
                    + "items: {path: items.csv, key: id, columns: {year: {type: number, min: 1900,"
                    + " max: 2030}}}",
                GOOD,
                "items.csv:3: year is below its min 1900.0: '19'")
            .withFile("items.csv", "id,year\ni1,1999\ni2,19\n"),
        of(
                "a name that is not allowed",
                X
                    + "users: {path: users.csv, key: id, columns: {g: {type: category, allowed: [f,"
                    + " m]}}}",
                GOOD,
                "users.csv:3: g is not one of the allowed values: 'q'")
            .withFile("users.csv", "id,g\nu1,f\nu2,q\n"),
        of(
                "a required attribute left empty",
                X + "users: {path: users.csv, key: id, columns: {g: {type: text, required: true}}}",
                GOOD,
                "users.csv:3: g is empty")
            .withFile("users.csv", "id,g\nu1,f\nu2,\n"),
        of(
                "a tag for an unknown item",
                X + "tags: {path: tags.csv, columns: {item: i, tag: tag}}",
                GOOD,
                "tags.csv:3: unknown item 'i9'")
            .withFile("tags.csv", "i,tag\ni1,x\ni9,y\n"),
        of(
                "a propensity above 1",
                X
                    + "impressions: {path: imp.csv, columns: {request: q, item: i, propensity: p,"
                    + " position: n}}",
                GOOD,
                "imp.csv:3: propensity is no probability above 0 and up to 1: '1.5'",
                "imp.csv:4: position is not a whole number from 0: '1.5'")
            .withFile("imp.csv", "q,i,p,n\n1,i1,0.5,1\n2,i1,1.5,2\n3,i1,1,1.5\n"),
        of(
                "vectors of different lengths",
                X + "embeddings: {items: {path: v.jsonl, key: id, column: v}}",
                GOOD,
                "v.jsonl:3: the vector has 1 numbers where 2 are usual")
            .withFile(
                "v.jsonl",
                "{\"id\":\"i1\",\"v\":[1,2]}\n"
                    + "{\"id\":\"i2\",\"v\":[1,2]}\n"
                    + "{\"id\":\"i3\",\"v\":[1]}\n"),
        new Case(
            "a line that is not JSON",
            w ->
                w.yaml(X.replace("csv", "jsonl"))
                    .file("x.jsonl", "{\"u\":1,\"i\":2,\"r\":1,\"t\":1100000000}\n\n{\"u\":1,\n"),
            "x.jsonl:3: the line is not valid JSON"),
        new Case(
            "no JSON at all",
            w -> w.yaml(X.replace("csv", "jsonl")).file("x.jsonl", GOOD),
            "x.jsonl holds no JSON object in its first 1000 lines"),
        new Case(
            "a corrupt Parquet file",
            w ->
                w.yaml(X.replace("csv", "parquet"))
                    .file("x.parquet", "PAR1" + "x".repeat(100) + "PAR1"),
            "dataset.yaml:1: x.parquet is not a sound Parquet file: ",
            "write or fetch it again"),
        new Case(
            "a gzip file cut short",
            w -> w.yaml(X.replace("csv", "csv.gz")).file("x.csv.gz", cut(gzip(GOOD.repeat(50)))),
            "x.csv.gz is cut short: its gzip stream ends early; fetch it again"),
        new Case(
            "a gzip file with a flipped bit",
            w -> w.yaml(X.replace("csv", "csv.gz")).file("x.csv.gz", flipped(gzip(GOOD))),
            "x.csv.gz is not a sound gzip file"),
        new Case(
            "a plain file named .gz",
            w -> w.yaml(X.replace("csv", "csv.gz")).file("x.csv.gz", GOOD),
            "x.csv.gz is not a sound gzip file"),
        new Case(
            "a file of unknown format",
            w -> w.yaml(X.replace("csv", "xls")).file("x.xls", GOOD),
            "x.xls is cannot be told from its name; add format: csv, tsv, jsonl or parquet"),
        new Case(
            "files of one table with other columns",
            w ->
                w.yaml(X.replace("x.csv", "'*.csv'"))
                    .file("a.csv", GOOD)
                    .file("b.csv", "i,u,r,t\n1,2,3,4\n"),
            "the files of one table must have the same columns in the same order"),
        new Case(
            "no driver for a database",
            w ->
                w.yaml(
                    "interactions: {jdbc: 'jdbc:nosuch://joe:secret@host/db?password=x', query:"
                        + " SELECT 1, columns: {user: u, item: i}}"),
            "cannot connect to jdbc:nosuch://host/db: no JDBC driver for it is on the class path"),
        new Case(
            "a query that fails",
            w ->
                w.yaml(
                    "interactions: {jdbc: 'jdbc:duckdb:', query: SELECT u FROM nothing, columns:"
                        + " {user: u, item: i}}"),
            "the query on jdbc:duckdb: failed: ",
            "nothing"),
        of(
            "a relevant event that no row has",
            "interactions: {path: x.csv, columns: {user: u, item: i, event: r}}\n"
                + "relevant: {event: purchse}",
            "u,i,r\na,b,purchase\n",
            "dataset.yaml:2: relevant.event names purchse, which no interaction has (did you mean"
                + " purchase?)"),
        new Case(
            "an empty folder",
            w -> {},
            "holds neither a dataset.yaml nor the files of a MovieLens dataset; it holds nothing"));
  }

  private static byte[] gzip(String text) {
    try {
      return ReadersTest.compressed(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length * 2 / 3);
  }

  /** Flips a bit of the checksum at the end: only who verifies it can tell. */
  private static byte[] flipped(byte[] bytes) {
    bytes[bytes.length - 6] ^= 1;
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void badInput(Case c) throws IOException {
    World world = new World(temp);
    c.files().accept(world);
    Files.createDirectories(world.tables);
    Files.writeString(world.tables.resolve("interactions.parquet"), "of an earlier run");
    assertThatThrownBy(
            () -> {
              DatasetSpec spec = world.spec();
              Ingestion.ingest(
                  spec, world.tables, World.settings().withMaxBadRows(0.01), Progress.SILENT);
            })
        .isInstanceOf(UserError.class)
        .satisfies(e -> {
          for (String part : c.parts()) {
            assertThat(e.getMessage()).contains(part);
          }
          assertThat(e.getMessage()).doesNotContain("secret");
        });
    assertThat(world.left()).isSubsetOf("interactions.parquet", "quarantine.csv");
    assertThat(world.tables.resolve("interactions.parquet")).hasContent("of an earlier run");
    List<String> left;
    try (var list = Files.list(temp)) {
      left = list.map(f -> f.getFileName().toString()).toList();
    }
    assertThat(left).containsExactlyInAnyOrder("data", "tables");
  }
}
