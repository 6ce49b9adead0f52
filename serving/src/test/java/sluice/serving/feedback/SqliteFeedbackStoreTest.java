package sluice.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.serving.feedback.Events.click;
import static sluice.serving.feedback.Events.shown;
import static sluice.serving.feedback.Events.under;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        .hasMessageContaining("Fix:");
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

  @Test
  void afterForgettingTheUserIsInNoFileOfTheDatabase() throws Exception {
    String url = freshDatabase();
    String forgotten = "forget-me-4711";
    SplittableRandom random = new SplittableRandom(4711);
    try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
      // Rows of many sizes in random order split pages in the middle, which leaves copies of rows
      // in the unused parts of pages, where deleting does not find them.
      for (int call = 0; call < 40; call++) {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
          String user = random.nextInt(20) == 0 ? forgotten : "user-" + random.nextInt(500);
          String event = user + "/" + random.nextLong() + "x".repeat(random.nextInt(200));
          String[] slate =
              IntStream.range(0, random.nextInt(1, 100))
                  .mapToObj(p -> "i" + p)
                  .toArray(String[]::new);
          store.shown(shown(event, user, slate));
          actions.add(under(event, event, user, "i0"));
        }
        store.append(actions);
      }
      assertThat(filesThatHold(forgotten)).isNotEmpty();
      store.shown(shown("r", forgotten, "i"));
      int others = all(store, 0).size() - store.actions(forgotten).size();

      assertThat(store.forget(forgotten).actions()).isGreaterThan(300);

      assertThat(filesThatHold(forgotten)).isEmpty();
      assertThat(all(store, 0)).hasSize(others);
    }
    assertThat(filesThatHold(forgotten)).isEmpty();
  }

  @Test
  void aForgettingThatACrashCutShortIsFinishedAtTheNextStart() throws Exception {
    String url = freshDatabase();
    try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
      store.append(List.of(click("e1", "forget-me-4711", "i"), click("e2", "v", "i")));
    }
    // As the transaction of a forgetting leaves it, but without the zeroing of deleted rows.
    try (Connection connection = DriverManager.getConnection(url)) {
      Database.execute(
          connection,
          "PRAGMA secure_delete = OFF",
          "DELETE FROM feedback_action WHERE event_id = 'e1'",
          "UPDATE feedback_store SET wipe = 1");
    }
    assertThat(filesThatHold("forget-me-4711")).isNotEmpty();
    try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
      assertThat(filesThatHold("forget-me-4711")).isEmpty();
      assertThat(store.actions("v")).hasSize(1);
    }
  }

  private List<Path> filesThatHold(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  @Test
  void onAFullDiskNothingIsAcknowledgedAndWithRoomAllGoesOn() throws Exception {
    String url = freshDatabase() + "?max_page_count=60";
    Set<String> acknowledged = new HashSet<>();
    List<String> failed = new ArrayList<>();
    try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
      for (int call = 0; failed.size() < 3; call++) {
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
          actions.add(click(call + "-" + i, "large", "item"));
        }
        try {
          store.append(actions);
          actions.forEach(a -> acknowledged.add(a.eventId()));
        } catch (StoreUnavailable e) {
          failed.add(actions.getLast().eventId());
        }
      }
      store.shown(shown("r", "small", "i"));
      assertThat(all(store, 0).stream().map(s -> s.action().eventId()))
          .containsExactlyInAnyOrderElementsOf(acknowledged);

      assertThat(store.forget("large").actions()).isEqualTo(acknowledged.size());

      assertThat(store.append(List.of(under("r", failed.getFirst(), "small", "i"))).outcomes())
          .containsExactly(Receipt.Outcome.STORED);
      assertThat(all(store, 0))
          .extracting(StoredAction::sequence)
          .containsExactly(acknowledged.size() + 1L);
    }
  }
}
