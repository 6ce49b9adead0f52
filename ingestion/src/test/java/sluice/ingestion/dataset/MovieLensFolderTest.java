package sluice.ingestion.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.read.World;

/**
 * Each layout by a few hand-written rows, in the form that GroupLens' own README files describe.
 */
@SuppressWarnings("StringConcatToTextBlock") // raw files are clearest line by line
class MovieLensFolderTest {
  @TempDir Path temp;

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void hundredThousand() {
    String zeros = "|0".repeat(16);
    World world =
        new World(temp)
            .file("u.data", "196\t242\t3\t881250949\n186\t302\t5\t891717742\n")
            .file(
                "u.item",
                latin(
                    "242|Kolya (1996)|24-Jan-1997||http://x|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n"
                        + "302|Cit\u00e9 \"x\" (1995)|||http://x|0|1|1"
                        + zeros
                        + "\n"))
            .file("u.user", "196|49|M|writer|55105\n186|39|F|executive|00000\n");
    CanonicalTables tables = world.ingest();
    assertThat(world.query("SELECT * FROM {interactions} ORDER BY seq"))
        .containsExactly(
            "0|196|242|881250949000|3.0|interaction|1.0|-",
            "1|186|302|891717742000|5.0|interaction|1.0|-");
    assertThat(world.query("SELECT item, title, genres, year FROM {items}"))
        .containsExactly(
            "242|Kolya (1996)|[Comedy]|1996.0",
            "302|Cit\u00e9 \"x\" (1995)|[Action, Adventure]|1995.0");
    assertThat(world.query("SELECT * EXCLUDE (as_of) FROM {users}"))
        .containsExactly("186|F|39.0|executive|00000", "196|M|49.0|writer|55105");
    assertThat(tables.warnings()).isEmpty();
  }

  @Test
  void oneMillion() {
    World world =
        new World(temp)
            .file("ratings.dat", "1::1193::5::978300760\n1::661::3::978302109\n")
            .file(
                "movies.dat",
                latin(
                    "661::Mis\u00e9rables, Les (1995)::Drama|Musical\n"
                        + "1193::One \"Flew\" (1975)::Drama\n"))
            .file("users.dat", "1::F::1::10::48067\n");
    world.ingest();
    assertThat(world.query("SELECT item, title, genres, year FROM {items}"))
        .containsExactly(
            "1193|One \"Flew\" (1975)|[Drama]|1975.0",
            "661|Mis\u00e9rables, Les (1995)|[Drama, Musical]|1995.0");
    assertThat(world.query("SELECT * EXCLUDE (as_of) FROM {users}"))
        .containsExactly("1|F|1.0|10|48067");
  }

  @Test
  void tenMillion() {
    World world =
        new World(temp)
            .file("ratings.dat", "1::122::4.5::838985046\n")
            .file("movies.dat", "122::Am\u00e9lie (2001)::Comedy|Romance\n")
            .file("tags.dat", "15::122:: Excellent!::1215184630\n");
    world.ingest();
    assertThat(world.query("SELECT title FROM {items}")).containsExactly("Am\u00e9lie (2001)");
    assertThat(world.query("FROM {tags}")).containsExactly("0|15|122|excellent!|1215184630000");
  }

  @Test
  void latestAndTheOtherCsvSets() {
    World world =
        new World(temp)
            .file(
                "ratings.csv",
                "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,3,0.5,964981247\n")
            .file(
                "movies.csv",
                "movieId,title,genres\n1,Toy Story (1995),Adventure|Animation\n"
                    + "3,\"Show, The (2009\u2013 )\",(no genres listed)\n4,Untitled,Drama\n")
            .file("tags.csv", "userId,movieId,tag,timestamp\n2,1,Pixar,1139045764\n")
            .file("links.csv", "movieId,imdbId,tmdbId\n1,1,1\n");
    CanonicalTables tables = world.ingest();
    assertThat(world.query("SELECT item, title, genres, year FROM {items}"))
        .containsExactly(
            "1|Toy Story (1995)|[Adventure, Animation]|1995.0",
            "3|Show, The (2009\u2013 )|-|2009.0",
            "4|Untitled|[Drama]|-");
    assertThat(world.query("FROM {tags}")).containsExactly("0|2|1|pixar|1139045764000");
    assertThat(tables.itemColumns().keySet()).containsExactly("title", "genres", "year");
    assertThat(world.query("SELECT item, value FROM {interactions} ORDER BY seq"))
        .containsExactly("3|0.5", "1|4.0");
  }
}
