package sluice.serving.live;

import sluice.serving.feedback.FeedbackStore;
import sluice.serving.feedback.Forgotten;

/**
 * Takes over from the store what users did, in the order of its sequence numbers and without gaps,
 * whichever server on the same database was told: what a history holds is then all that was stored
 * up to its last event, which is what a replay goes by.
 *
 * <p>One reading serves all who wait for it, so that under load there is one for each group that
 * the store wrote together. Safe for use by many threads.
 */
final class StoreFollower {
  private final FeedbackStore store;
  private final LiveHistories histories;

  /** All up to this number was taken over. */
  private long seen;

  StoreFollower(FeedbackStore store, LiveHistories histories) {
    this.store = store;
    this.histories = histories;
  }

  /** Takes over all there is. */
  synchronized void follow() {
    store.each(
        seen,
        stored -> {
          histories.add(stored);
          seen = stored.sequence();
        });
  }

  /** Takes over all up to a sequence number, at least. */
  synchronized void follow(long sequence) {
    if (seen < sequence) {
      follow();
    }
  }

  /** Forgets a user; no reading brings back what is being deleted. */
  synchronized Forgotten forget(String user) {
    histories.forget(user);
    return store.forget(user);
  }
}
