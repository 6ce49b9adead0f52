package sluice.pipeline.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import sluice.core.History;
import sluice.serving.bundle.Bundle;
import sluice.serving.feedback.Action;
import sluice.serving.live.Query;

/** Counts and trends go on with what users do, a day at a time. */
class FreshCountsTest extends OverDays {
  @Test
  void theyGoOnWhenTheDayIsOver() {
    likes(0, 200);
    assertThat(recommender.refreshCounts()).as("the day goes on").isFalse();
    assertThat(recommender.countsEnd()).hasValue(recommender.bundle().manifest().dataEnd());

    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).isTrue();
    assertThat(recommender.countsEnd()).hasValue(midnight);
    assertThat(recommender.refreshCounts()).as("once a day").isFalse();

    clock.set(midnight + DAY + HOUR);
    assertThat(recommender.refreshCounts()).isTrue();
    assertThat(recommender.countsEnd()).hasValue(midnight + DAY);
  }

  @Test
  void whatManyTurnedToYesterdayIsATrendToday() {
    likes(0, 200);
    clock.set(midnight + HOUR);
    String before = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.refreshCounts();
    String after = askFor(loved, "newcomer", OptionalLong.empty());
    String ofYesterday = askFor(loved, "newcomer", OptionalLong.of(midnight - 1));

    Map<String, Float> day = recorded("item_count_1d");
    assertThat(day.get(after)).isGreaterThanOrEqualTo((float) Math.log(1 + 200));
    assertThat(day.get(before)).isLessThan((float) Math.log(1 + 100));
    assertThat(day.get(ofYesterday)).as("as of its day").isEqualTo(day.get(before));
    Map<String, Float> trend = recorded("item_trend_7d");
    assertThat(trend.get(after)).isGreaterThan(trend.get(before) + 0.5f);
    Map<String, Float> clicks = recorded("item_click_rate_7d");
    assertThat(clicks.get(after)).isNotEqualTo(clicks.get(before));
  }

  @Test
  void whereNothingWasDoneWindowsGoOnEndingWhereTheDataEnds() {
    clock.set(midnight + 20 * DAY);
    assertThat(recommender.refreshCounts()).isFalse();
    assertThat(recommender.countsEnd()).hasValue(recommender.bundle().manifest().dataEnd());
  }

  @Test
  void whatAProgramDidIsNotCounted() {
    for (int k = 0; k < 5; k++) {
      Action like =
          new Action(
              "m" + k, users.get(k), loved, "click", Optional.empty(), Float.NaN, clock.get());
      recommender.events(List.of(like), "crawler-bot/1.0");
    }
    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).isFalse();
  }

  @Test
  void aNewStartAndANewBundleCountOnceMore() {
    likes(0, 100);
    clock.set(midnight + HOUR);
    recommender.refreshCounts();
    String before = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.swap(Bundle.load(run.resolve("bundle")));
    assertThat(recommender.countsEnd()).hasValue(midnight);
    String swapped = askFor(loved, "newcomer", OptionalLong.empty());
    recommender.close();
    recommender = recommender();
    assertThat(recommender.refreshCounts()).isTrue();
    String restarted = askFor(loved, "newcomer", OptionalLong.empty());

    Map<String, Float> month = recorded("item_count_30d");
    assertThat(month.get(swapped)).isEqualTo(month.get(before));
    assertThat(month.get(restarted)).isEqualTo(month.get(before));
  }

  @Test
  void anActionThatTheBundleWasTrainedOnDoesNotCountTwice() {
    var part = recommender.bundle().funnel().fitted().part();
    String user = users.getFirst();
    History own = part.histories().all(part.users().index(user));
    int before = recommender.inspect(Query.of(user, 10)).history();
    String item = part.catalogue().items().id(own.item(0));
    Action exported =
        new Action("x1", user, item, "click", Optional.empty(), Float.NaN, own.time(0));
    recommender.events(List.of(exported), "");
    assertThat(recommender.inspect(Query.of(user, 10)).history()).isEqualTo(before);
    Action later =
        new Action("x2", user, item, "click", Optional.empty(), Float.NaN, own.time(0) + 1);
    recommender.events(List.of(later), "");
    assertThat(recommender.inspect(Query.of(user, 10)).history()).isEqualTo(before + 1);

    clock.set(midnight + HOUR);
    assertThat(recommender.refreshCounts()).as("the later one").isTrue();
  }
}
