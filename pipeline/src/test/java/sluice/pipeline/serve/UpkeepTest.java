package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import sluice.serving.feedback.StoreUnavailable;
import sluice.serving.live.Upkeep;

/** What a server does in the background, and what it tells the log. */
class UpkeepTest extends OverDays {
  @Test
  void inTheBackgroundTheyAreRefreshedAtOnceAndTheLogSaysSo() throws Exception {
    likes(0, 20);
    clock.set(midnight + HOUR);
    String told = told(() -> Upkeep.start(recommender, true));
    assertThat(recommender.countsEnd()).hasValue(midnight);
    assertThat(told)
        .startsWith("counts and trends go up to " + Instant.ofEpochMilli(midnight) + " now");
  }

  @Test
  void whileTheStoreIsAwayTheCountsThatAreThereGoOn() throws Exception {
    likes(0, 20);
    clock.set(midnight + HOUR);
    recommender.refreshCounts();
    recommender.close();
    clock.addAndGet(DAY);
    assertThatThrownBy(recommender::refreshCounts).isInstanceOf(StoreUnavailable.class);
    assertThat(recommender.countsEnd()).hasValue(midnight);
    assertThat(told(() -> Upkeep.start(recommender, true)))
        .isEqualTo("the feedback store is away: other servers' writes and counts wait");
  }
}
