package sluice.serving.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sluice.serving.feedback.Events.click;
import static sluice.serving.feedback.Events.shown;
import static sluice.serving.feedback.Events.under;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.UserError;
import sluice.serving.feedback.Receipt.Outcome;

class PostgresFeedbackStoreTest extends FeedbackStoreContract {
  @AutoClose private static PostgresServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new PostgresServer(folder.resolve("data"));
  }

  @Override
  String freshDatabase() throws Exception {
    return server.freshDatabase("");
  }

  @Test
  void connectionsThatWereCutAreMadeAnewWithoutAnError() throws Exception {
    String url = server.freshDatabase("");
    try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
      store.append(List.of(click("e1", "u", "i")));
      assertThat(store.actions("u")).hasSize(1);

      server.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()");

      assertThat(store.actions("u")).hasSize(1);
      assertThat(store.append(List.of(click("e2", "u", "i"))).outcomes())
          .containsExactly(Outcome.STORED);
    }
  }

  @Test
  void whileTheServerIsGoneNothingIsAcknowledgedAndAfterwardsAllGoesOn() throws Exception {
    String url = server.freshDatabase("");
    try (FeedbackStore store = FeedbackStore.open(url, FeedbackSettings.DEFAULT)) {
      store.append(List.of(click("e1", "u", "i")));
      server.stop();
      try {
        assertThatThrownBy(() -> store.append(List.of(click("e2", "u", "i"))))
            .isInstanceOf(StoreUnavailable.class);
        store.shown(shown("r", "u", "i"));
        assertThat(store.shown("r")).contains(shown("r", "u", "i"));
        assertThatThrownBy(() -> store.append(List.of(under("r", "e3", "u", "i"))))
            .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.actions("u")).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.forget("v")).isInstanceOf(StoreUnavailable.class);
      } finally {
        server.start("on");
      }

      assertThat(store.actions("u")).extracting(s -> s.action().eventId()).containsExactly("e1");
      // The slate that was shown meanwhile is not lost.
      assertThat(store.append(List.of(under("r", "e3", "u", "i"))).outcomes())
          .containsExactly(Outcome.STORED);
      assertThat(store.append(List.of(click("e2", "u", "i"))).outcomes())
          .containsExactly(Outcome.STORED);
      assertThat(all(store, 0)).extracting(StoredAction::sequence).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void aServerThatIsNotThereIsToldWithoutThePassword() {
    assertThatThrownBy(() ->
            FeedbackStore.open(
                "jdbc:postgresql://localhost:1/feedback?user=u&password=hush",
                FeedbackSettings.DEFAULT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("localhost:1/feedback")
        .hasMessageContaining("Fix:")
        .hasMessageNotContaining("hush");
  }

  @Test
  void anEncodingThatCannotHoldEveryIdIsRefused() throws Exception {
    String url = server.freshDatabase("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    assertThatThrownBy(() -> FeedbackStore.open(url, FeedbackSettings.DEFAULT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("LATIN1")
        .hasMessageContaining("Fix:");
  }

  @Test
  void aServerThatDoesNotSynchroniseIsRefused() throws Exception {
    String url = server.freshDatabase("");
    server.stop();
    server.start("off");
    try {
      assertThatThrownBy(() -> FeedbackStore.open(url, FeedbackSettings.DEFAULT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("fsync");
    } finally {
      server.stop();
      server.start("on");
    }
  }
}
