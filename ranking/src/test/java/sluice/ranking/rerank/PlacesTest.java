package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.TieBreak;

/** {@code freshness}, {@code new-items} and {@code exposure}, followed by hand. */
final class PlacesTest {
  @Test
  void newerItemsMoveUp() {
    // at day 10 item i is 10 − i days old; relevance is (7 − i) / 7: .1429 an item
    // half-life 1, weight 8: 8 · 2^(i − 10): .0078, .0156, .0312, .0625, .125, .25, .5, 1
    // values: 1.0078, .8728, .7455, .6339, .5536, .5357, .6429, 1
    ReRanker one = RuledWorld.fit(new Freshness(), "{weight: 8, halfLifeDays: 1}");
    assertThat(RuledWorld.first(one, 8)).containsExactly(0, 7, 1, 2, 6, 3, 4, 5);
    ReRanker none = RuledWorld.fit(new Freshness(), "{weight: 0}");
    assertThat(RuledWorld.first(none, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(new Freshness().lacks(settings(""), RuledWorld.part())).isEmpty();
    assertThat(new Freshness().lacks(settings(""), ReRankerWorld.part(new int[3][0], 1)))
        .contains("no item has a date from which it is available; name a column of times");
    assertThat(new Freshness().lacks(settings("sold"), RuledWorld.part()))
        .contains("the items have no column of times 'sold'; there is none");
  }

  private static Freshness.Settings settings(String column) {
    return new Freshness.Settings(.2, 30, column, 100);
  }

  @Test
  void aPlaceIsReservedForTheBestNewItem() {
    // item 7 is 3 days old, 6 is 4; 7 has 1 interaction, 6 has 2, 5 has 3
    ReRanker byAge = RuledWorld.fit(new NewItems(), "{places: [2, 3], days: 3.5, fewer: 0}");
    assertThat(RuledWorld.first(byAge, 5)).containsExactly(0, 7, 1, 2, 3);
    ReRanker byCount = RuledWorld.fit(new NewItems(), "{places: [2, 3], days: 0, fewer: 4}");
    assertThat(RuledWorld.first(byCount, 5)).containsExactly(0, 5, 6, 1, 2);
    Request request = RuledWorld.request(0, "r");
    TieBreak ties = ReRankerWorld.ties(RuledWorld.part(), request);
    assertThat(byCount.brings(request, item -> item != 6, ties)).containsExactlyInAnyOrder(5, 7);
    ReRanker fewer = RuledWorld.fit(new NewItems(), "{days: 0, fewer: 4, bring: 1}");
    int first = 5;
    for (int item = 6; item < 8; item++) {
      first = ties.key(item) < ties.key(first) ? item : first;
    }
    assertThat(fewer.brings(request, item -> true, ties)).containsExactly(first);
    assertThat(
            new NewItems()
                .lacks(
                    new NewItems.Settings(List.of(1), 9, 0, 1),
                    ReRankerWorld.part(new int[3][0], 1)))
        .contains("no item has a date from which it is available; set fewer");
  }

  @Test
  void smallCreatorsHaveAFloorAtEveryPlace() {
    // interactions: a 21, b 9, c 3, d 2 of 35; .8 of them are 28: a and b are large
    ReRanker half = RuledWorld.fit(new CreatorExposure(), "{column: creator, share: 0.5}");
    assertThat(RuledWorld.first(half, 6)).containsExactly(0, 5, 1, 6, 2, 3);
    ReRanker fifth = RuledWorld.fit(new CreatorExposure(), "{column: creator, share: 0.2}");
    assertThat(RuledWorld.first(fifth, 6)).containsExactly(0, 1, 2, 3, 5, 4);
    // with a head of .5, a alone is large
    ReRanker small =
        RuledWorld.fit(new CreatorExposure(), "{column: creator, share: 0.5, head: 0.5}");
    assertThat(RuledWorld.first(small, 6)).containsExactly(0, 3, 1, 4, 2, 5);
  }
}
