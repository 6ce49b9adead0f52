package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Play counts are neither averaged nor bounded as ratings are. */
class PlayCountsTest {
  private static final String[] LIGHT = {
    "candidates.sources=[popularity, ials]",
    "ranking.model=logistic-regression",
    "ranking.compare=[]"
  };

  @TempDir Path folder;

  private Path counted(String valueIs) {
    String description =
        Shop.DESCRIPTION
            .replace("columns: {user", valueIs + "columns: {user")
            .replaceAll("relevant:.*\n", "");
    return Shop.write(
        folder.resolve("data" + valueIs.length()),
        description,
        Shop.interactions(40, 50),
        Shop.items(50));
  }

  @Test
  void countsHaveNoMeasuresOrFeaturesOfRatings() throws IOException {
    Path counts = Sluice.describedRun(counted("valueIs: count, "), LIGHT);
    String report = Files.readString(counts.resolve("report.json"));
    assertThat(report)
        .contains("\"valueIs\" : \"count (as declared: 10 distinct values from 0.5 to 5)\"")
        .doesNotContain("value>=")
        .doesNotContain("user_mean_value", "item_mean_value", "cat_genres_value");
    assertThat(Files.readString(counts.resolve("tables/tables.json")))
        .contains("\"type\" : \"count\"", "\"declared\" : true");
    assertThat(Sluice.files(counts)).noneMatch(f -> f.contains("value-at-least"));
    Path ratings = Sluice.describedRun(counted(""), LIGHT);
    assertThat(Files.readString(ratings.resolve("report.json")))
        .contains("\"valueIs\" : \"rating (decided from the data: 10 distinct values from 0.5 to 5")
        .contains("nDCG@10[value>=4]", "user_mean_value", "item_mean_value", "cat_genres_value");
  }

  @Test
  void aBoundOnWhatIsNoRatingIsRefused() {
    Sluice.Outcome outcome =
        Sluice.execute(
            "run",
            "--out",
            folder.resolve("out").toString(),
            "--set",
            "dataset=" + counted("valueIs: count, "),
            "--set",
            "evaluation.measures=['nDCG@10[value>=4]']");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(
            "evaluation.measures: nDCG@10[value>=4] bounds ratings, but the value of the"
                + " interactions is a count (as declared: 10 distinct values from 0.5 to 5); leave"
                + " the bound out, or write valueIs: rating");
  }
}
