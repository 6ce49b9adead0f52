package sluice.serving.feedback;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;

class SqliteFeedbackStoreTest extends FeedbackStoreContract {
  @TempDir Path folder;

  @Override
  String freshDatabase() {
    return "jdbc:sqlite:" + folder.resolve("deep/feedback.db");
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "not a database ".repeat(100));
    assertThatThrownBy(() -> FeedbackStore.open("jdbc:sqlite:" + file, FeedbackSettings.DEFAULT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("notes.txt")
        .hasMessageContaining("Mend:");
  }

  @Test
  void aDatabaseInMemoryIsRefused() {
    for (String url : new String[] {"jdbc:sqlite:", "jdbc:sqlite::memory:"}) {
      assertThatThrownBy(() -> FeedbackStore.open(url, FeedbackSettings.DEFAULT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("memory");
    }
  }

  @Test
  void aUrlOfAnotherKindIsRefusedWithoutShowingIt() {
    assertThatThrownBy(
            () -> FeedbackStore.open("jdbc:mysql://h/d?password=hush", FeedbackSettings.DEFAULT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("jdbc:postgresql:")
        .hasMessageNotContaining("hush");
  }
}
