package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a user's sensitive attribute moves what the user is shown. */
class SensitiveAttributeTest {
  private static final String WITHOUT = "features.without=[user attributes]";

  @TempDir Path folder;

  @Test
  void whereTheModelIsNotGivenAnAttributeOtherValuesOfItChangeNoList() throws IOException {
    Path one = Sluice.describedRun(shop("one", 0), WITHOUT);
    Path other = Sluice.describedRun(shop("other", 1), WITHOUT);
    assertThat(Sluice.files(one.resolve("runs"))).contains("slate.tsv", "xgboost.tsv");
    for (String file : Sluice.files(one.resolve("runs"))) {
      assertThat(other.resolve("runs").resolve(file))
          .hasSameBinaryContentAs(one.resolve("runs").resolve(file));
    }
    assertThat(Files.readString(one.resolve("report.json")))
        .as("its groups are told apart in the report all the same")
        .contains("gender")
        .doesNotContain("user_attr_gender");
  }

  @Test
  void whereItIsGivenTheReportNamesIt() throws IOException {
    Path given = Sluice.describedRun(shop("given", 0));
    assertThat(Files.readString(given.resolve("report.json"))).contains("user_attr_gender");
  }

  /** The shop with a table of users of two genders, which a shift turns over. */
  private Path shop(String name, int shift) throws IOException {
    String interactions = Shop.interactions(40, 50);
    StringBuilder users = new StringBuilder("who,gender\n");
    interactions
        .lines()
        .skip(1)
        .map(row -> row.split(",", -1)[0])
        .distinct()
        .forEach(user ->
            users
                .append(user)
                .append(',')
                .append(Math.floorMod(user.hashCode() + shift, 2) == 0 ? "f" : "m")
                .append('\n'));
    Path dataset =
        Shop.write(
            folder.resolve(name),
            Shop.DESCRIPTION + "users: {path: users.csv, key: who, columns: {gender: category}}\n",
            interactions,
            Shop.items(50));
    Files.writeString(folder.resolve(name).resolve("users.csv"), users);
    return dataset;
  }
}
