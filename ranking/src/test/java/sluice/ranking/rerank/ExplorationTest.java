package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.TieBreak;

final class ExplorationTest {
  private static final int REQUESTS = 20_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{slots: 2, among: 5, draw: uniform}",
        "{slots: 2, among: 6, draw: softmax, temperature: 0.7}",
        "{slots: 1, among: 100}",
        "{slots: 3, among: 3}"
      })
  void whatIsShownIsShownAsOftenAsItsPropensitySays(String yaml) {
    ReRanker by = RuledWorld.fit(new Exploration(), yaml);
    Map<String, Integer> shown = new HashMap<>();
    Map<String, Double> propensity = new HashMap<>();
    for (int r = 0; r < REQUESTS; r++) {
      Request request = RuledWorld.request(0, "r" + r);
      TieBreak ties = ReRankerWorld.ties(RuledWorld.part(), request);
      RankedItems list = by.rerank(request, RuledWorld.RANKED, 4, ties);
      double[] drawn = by.propensities(request, RuledWorld.RANKED, 4, ties);
      assertThat(list.items()).doesNotHaveDuplicates().hasSize(8);
      for (int place = 0; place < 4; place++) {
        String key = list.item(place) + " at " + place;
        shown.merge(key, 1, Integer::sum);
        Double before = propensity.put(key, drawn[place]);
        assertThat(before == null || before == drawn[place]).as(key).isTrue();
      }
    }
    double sum = 0;
    for (Map.Entry<String, Double> one : propensity.entrySet()) {
      double share = (double) shown.get(one.getKey()) / REQUESTS;
      // five standard deviations of a share of so many draws are less than .018
      assertThat(share).as(one.getKey()).isCloseTo(one.getValue(), within(0.018));
      sum += one.getValue();
    }
    // at each of the four places the propensities of all that may stand there sum to 1
    assertThat(sum).isCloseTo(4, within(1e-9));
  }

  @Test
  void propensitiesAreThoseOfTheFormula() {
    // of eight, four shown, two slots: 0 and 1 stay; slot one draws of 2, 4, 6, slot two of 3, 5
    ReRanker by =
        RuledWorld.fit(new Exploration(), "{slots: 2, among: 5, draw: softmax, temperature: 0.5}");
    // scores 6, 4, 2 scale to 1, .5, 0: e^0, e^−1, e^−2; scores 5, 3 to 1, 0: e^0, e^−2
    double one = 1 + Math.exp(-1) + Math.exp(-2);
    double two = 1 + Math.exp(-2);
    double[][] expected = {
      {2, 1 / one},
      {4, Math.exp(-1) / one},
      {6, Math.exp(-2) / one},
      {3, 1 / two},
      {5, Math.exp(-2) / two}
    };
    for (int r = 0; r < 100; r++) {
      Request request = RuledWorld.request(0, "r" + r);
      TieBreak ties = ReRankerWorld.ties(RuledWorld.part(), request);
      RankedItems list = by.rerank(request, RuledWorld.RANKED, 4, ties);
      double[] drawn = by.propensities(request, RuledWorld.RANKED, 4, ties);
      assertThat(drawn).hasSize(4).startsWith(1, 1);
      for (int place = 2; place < 4; place++) {
        for (double[] e : expected) {
          if (e[0] == list.item(place)) {
            assertThat(drawn[place]).isCloseTo(e[1], within(1e-12));
          }
        }
      }
    }
  }

  @Test
  void aRequestThatIsAskedAgainIsAnsweredAlike() {
    ReRanker by = RuledWorld.fit(new Exploration(), "{slots: 4, among: 8, draw: uniform}");
    int[] once = RuledWorld.first(by, 4);
    assertThat(
            RuledWorld.first(
                RuledWorld.fit(new Exploration(), "{slots: 4, among: 8, draw: uniform}"), 4))
        .isEqualTo(once);
  }
}
