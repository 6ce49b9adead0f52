package sluice.ingestion.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Progress;
import sluice.core.ReportSection;
import sluice.core.text.ConsoleText;
import sluice.ingestion.read.DataValidation;
import sluice.ingestion.read.World;

@SuppressWarnings("StringConcatToTextBlock") // raw files are clearest line by line
class DatasetDescriptionTest {
  @TempDir Path temp;

  private World world() {
    return new World(temp)
        .yaml(
            "interactions: {path: x.csv, columns: {user: u, item: i, value: r, timestamp: t}}\n"
                + "items: {path: items.csv, key: id, columns: {genre: category, year: number, tags:"
                + " set, title: text}}")
        .file(
            "x.csv",
            "u,i,r,t\n"
                + "a,1,5,1100000000\n"
                + "a,1,4,1100000100\n"
                + "a,2,3,1100000200\n"
                + "b,1,5,1100000300\n"
                + "b,1,oops,1\n"
                + "b,1,5,1100000300\n")
        .file(
            "items.csv", "id,genre,year,tags,title\n1,x,1999,q|p,One\n2,y,,p,Three\n3,x,2001,,\n");
  }

  /**
   * Worked out by hand: item 1 has 3 interactions, item 2 has 1; pairs a-1, a-2, b-1 of 4. Gini
   * (-1*1 + 1*3) / (2*4) = 0.25.
   */
  @Test
  void countsByHand() {
    ReportSection section = DatasetDescription.describe(world().ingest(), 2);
    assertThat(section.id()).isEqualTo("data");
    String text = String.join("\n", ConsoleText.of(List.of(section)));
    assertThat(text)
        .containsPattern("interactions +4 +1 +1\n")
        .containsPattern("density, % of user-item pairs +75\n")
        .containsPattern("repeats of a pair, % +25\n")
        .containsPattern("items without any +1\n")
        .contains(
            "Value of an interaction: rating (decided from the data: 3 distinct values from 3 to"
                + " 5).\n")
        .containsPattern("Gini's coefficient of the items' popularity +0.25\n")
        .containsPattern("share of the top 10 % of items, % +75\n")
        .containsPattern("first +2004-11-09T11:33:20Z")
        .containsPattern("genre +category +0 +2 +x 2, y 1\n")
        .containsPattern("year +number +33.33 +2 +1999 . 1999 . 1999 . 2001 . 2001 .quartiles.\n")
        .containsPattern("tags +set +33.33 +2 +p 2, q 1\n")
        .containsPattern("title +text +33.33 +2 +length: median 3, most 5")
        .containsPattern("5  #+ 2\n");
    ReportSection.Chart values =
        section.blocks().stream()
            .filter(ReportSection.Chart.class::isInstance)
            .map(ReportSection.Chart.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(values.categories()).containsExactly("3", "4", "5");
    assertThat(values.series().get(0).values()).containsExactly(1.0, 1.0, 2.0);
    assertThat(DatasetDescription.describe(world().ingest(), 1)).isEqualTo(section);
  }

  @Test
  void validationTellsReasonsAndLeavesOnlyTheBadRows() {
    World world = world();
    Path quarantine = temp.resolve("bad.csv");
    DataValidation validation =
        DataValidation.validate(
            world.spec(), quarantine, World.settings().withMaxBadRows(0.01), Progress.SILENT);
    assertThat(validation.toText())
        .contains("bad: 1 of interactions: value is not a number")
        .contains("value is rating (decided from the data: 3 distinct values from 3 to 5)")
        .contains("note: 1 exact repeats of rows of interactions were dropped")
        .containsPattern("items +3 rows");
    assertThat(validation.tooManyBad(0.01)).isTrue();
    assertThat(validation.tooManyBad(0.2)).isFalse();
    assertThat(quarantine).content().contains("x.csv\",6,");
    assertThat(world.left()).isEqualTo(List.of());
  }
}
