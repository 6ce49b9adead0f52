package sluice.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.serving.feedback.Events.NOON;
import static sluice.serving.feedback.Events.click;
import static sluice.serving.feedback.Events.shown;
import static sluice.serving.feedback.Events.under;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.ingestion.EventType;

class ExportedUsersTest {
  /** An id with all that CSV finds special; another's is a part of it. */
  private static final String USER = "O'Neil, \"Bob\"\r\nu";

  @TempDir Path folder;

  @Test
  void aUserIsTakenOutOfEveryFileAndNobodyElse() throws IOException {
    Path out = folder.resolve("export");
    try (FeedbackStore store =
        FeedbackStore.open("jdbc:sqlite:" + folder.resolve("f.db"), FeedbackSettings.DEFAULT)) {
      store.shown(shown("r1", USER, "i1", "i2"));
      store.shown(shown("r2", "u", "i2"));
      store.append(
          List.of(under("r1", "e1", USER, "i2"), click("e2", "u", "i,2"), click("e3", USER, "u")));
      Attributes old = Attributes.always(Map.of("age", List.of("71")));
      store.catalogue().writeUser(new UserWrite(USER, old, NOON));
      store.export(
          out,
          new ExportSettings(
              "n",
              Map.of("click", EventType.PLAIN),
              Set.of(),
              "",
              Optional.of(Catalogues.filmsWithUsers())));
    }
    String dataset = Files.readString(out.resolve("dataset.yaml"));

    assertThat(ExportedUsers.forget(out, USER))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("impressions.csv", "interactions.csv", "users.csv");

    assertThat(Files.readAllLines(out.resolve("interactions.csv")))
        .containsExactly(
            "user,item,timestamp,event,value,request,marks", "u,\"i,2\"," + NOON + ",click,,,");
    assertThat(Files.readAllLines(out.resolve("impressions.csv"))).hasSize(2);
    assertThat(Files.readAllLines(out.resolve("users.csv")))
        .containsExactly("id,c0", "t,17.0", "u,18.0");
    assertThat(Files.readString(out.resolve("dataset.yaml"))).isEqualTo(dataset);
    assertThat(ExportedUsers.forget(out, USER)).as("once more").isEmpty();
    try (var files = Files.list(out)) {
      assertThat(files).as("nothing is left over").hasSize(5);
    }
  }

  @Test
  void aFolderThatIsGoneHasNothing() {
    assertThat(ExportedUsers.forget(folder.resolve("gone"), "u")).isEmpty();
  }

  @Test
  void recordsAreReadAsTheyWereWritten() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    String alphabet = "ab,\"\n\r ;ö";
    for (int round = 0; round < 500; round++) {
      List<List<String>> lines = new ArrayList<>();
      Path file = folder.resolve("values.csv");
      for (int line = random.nextInt(4); line >= 0; line--) {
        List<String> values = new ArrayList<>(List.of("x"));
        for (int value = random.nextInt(4); value > 0; value--) {
          StringBuilder text = new StringBuilder();
          for (int c = random.nextInt(6); c > 0; c--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
          }
          values.add(text.toString());
        }
        lines.add(values);
      }
      try (CSVPrinter out = Csv.writer(file)) {
        out.printRecords(lines);
      }
      List<List<String>> read = new ArrayList<>();
      Path again = folder.resolve("again.csv");
      try (CSVParser in = Csv.reader(file);
          CSVPrinter out = Csv.writer(again)) {
        for (CSVRecord row : in) {
          read.add(row.toList());
          out.printRecord(row);
        }
      }
      assertThat(read).isEqualTo(lines);
      assertThat(again).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void aFileThatWasEditedIsReadAllTheSame() throws IOException {
    Path file = folder.resolve("interactions.csv");
    Files.writeString(file, "item,user\r\na\"b,u\r\n\"c\"d,t\r\n\r\ne\r\n\"f,u");
    assertThat(ExportedUsers.forget(folder, "u")).containsExactly(file);
    assertThat(Files.readString(file))
        .startsWith("item,user\n")
        .contains("cd,t\n")
        .doesNotContain("b");
  }
}
