package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.ingestion.CanonicalTables;

/** Rows that a file holds and a reader could miss: none is lost silently. */
@SuppressWarnings("StringConcatToTextBlock") // raw files are clearest line by line
class SwallowedRowsTest {
  private static final String YAML =
      "interactions: {path: x.csv, columns: {user: u, item: i, value: v}}\n";

  @TempDir Path temp;
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temp);
  }

  private static String lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> "u" + n + ",i" + n + ",1\n")
        .collect(Collectors.joining());
  }

  @Test
  void aQuoteThatClosesManyRowsLaterIsABadRowWithACount() {
    world
        .yaml(YAML)
        .file(
            "x.csv", "u,i,v\n" + lines(0, 29) + "u29,\"i29,1\n" + lines(30, 40) + "u40,\"i40,1\n");
    CanonicalTables tables = world.ingest();
    assertThat(tables.rows("interactions") + tables.counts().badRows().get("interactions"))
        .isEqualTo(41);
    assertThat(tables.warnings())
        .anyMatch(w -> w.contains("11 lines of interactions stand within a quoted value"))
        .anyMatch(w -> w.contains("quote: ''"));
    assertThat(world.quarantine()).anyMatch(l -> l.startsWith("interactions,\"x.csv\",31,"));
  }

  @Test
  void textOfSeveralLinesIsNoWarning() {
    world
        .yaml(YAML + "items: {path: items.csv, key: i, columns: {story: text}}\n")
        .file("x.csv", "u,i,v\n" + lines(0, 3))
        .file(
            "items.csv",
            "i,story\ni0,\"One line.\nAnother, with a comma.\nA third.\"\ni1,b\ni2,c\n");
    assertThat(world.ingest().warnings()).isEmpty();
  }

  @Test
  void aJsonKeyThatFirstStandsBehindAThousandRowsIsAColumn() {
    String without =
        IntStream.range(0, 1200)
            .mapToObj(n -> "{\"u\":\"u" + n + "\",\"i\":\"x\"}\n")
            .collect(Collectors.joining());
    world
        .yaml(YAML.replace("csv", "jsonl"))
        .file("x.jsonl", without + "{\"u\":\"last\",\"i\":\"x\",\"v\":4}\n");
    world.ingest();
    assertThat(world.query("SELECT count(*), count(value), max(value) FROM {interactions}"))
        .containsExactly("1201|1|4.0");
  }

  @Test
  void badRowsOfAFileWithBackslashQuotesKeepLineAndText() {
    world
        .yaml(
            "interactions: {path: x.csv, columns: {user: u, item: i, value: v}}\n"
                + "items: {path: items.csv, separator: ';', key: id, columns: {title: text, year:"
                + " number}}\n")
        .file("x.csv", "u,i,v\na,1,1\n")
        .file(
            "items.csv",
            "\"id\";\"title\";\"year\"\n\"1\";\"A \\\"word\\\"; or two\";\"1999\"\n"
                + "\"2\";\"B\";\"2000\"\n\"3\";\"C\";\"none\"\n\"4\";\"D\";\"2001\"\n");
    world.ingest();
    assertThat(world.quarantine())
        .anyMatch(l ->
            l.startsWith("items,\"items.csv\",2,\"a quote is not closed")
                && l.contains("in place of")
                && l.contains("or two"))
        .anyMatch(l -> l.startsWith("items,\"items.csv\",4,\"year is not a number: 'none'\""));
  }

  @Test
  void aHeaderThatIsReadAsARowIsSaid() {
    world
        .yaml("interactions: {path: x.csv, header: false, columns: {user: 1, item: 2, value: 3}}\n")
        .file("x.csv", "userId,movieId,rating\n1,2,3\n1,3,4\n2,2,1\n");
    assertThat(world.ingest().warnings())
        .anyMatch(w -> w.contains("the first line seems to name the columns"));
  }

  @Test
  void aRowOfTypesUnderTheHeaderIsSaid() {
    world.yaml(YAML).file("x.csv", "u,i,v\nstring,string,float\na,x,1\nb,x,2\n");
    assertThat(world.ingest().warnings())
        .anyMatch(w -> w.contains("the second line seems to hold the columns' types"));
  }
}
