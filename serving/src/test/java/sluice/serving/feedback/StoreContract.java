package sluice.serving.feedback;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store that is open during each test; a subclass names a fresh database for it. */
abstract class StoreContract {
  String url;
  FeedbackStore store;

  /** Returns the URL of a database that holds nothing. */
  abstract String freshDatabase() throws Exception;

  @BeforeEach
  void open() throws Exception {
    url = freshDatabase();
    store = FeedbackStore.open(url, FeedbackSettings.DEFAULT);
  }

  @AfterEach
  void close() {
    store.close();
  }

  void reopen() {
    store.close();
    store = FeedbackStore.open(url, FeedbackSettings.DEFAULT);
  }
}
