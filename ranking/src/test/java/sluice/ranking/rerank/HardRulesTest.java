package sluice.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.Dictionary;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.UserError;
import sluice.core.YamlFile;

/** What an editor hides, and what is pinned; followed by hand. */
final class HardRulesTest {
  private static ReRanker rules(String yaml) {
    return RuledWorld.fit(new CategoryRule(), yaml);
  }

  @Test
  void whatIsBlockedMayNotBeShown() {
    assertThat(RuledWorld.allowed(rules("{column: creator}"), 0))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(RuledWorld.allowed(rules("{blocked: {creator: [a, c]}, blockedItems: [i7]}"), 0))
        .containsExactly(3, 4, 6);
    assertThat(RuledWorld.allowed(rules("{outOfStock: gone}"), 0))
        .containsExactly(0, 1, 3, 4, 5, 6, 7);
    assertThat(RuledWorld.allowed(rules("{outOfStock: sold}"), 0))
        .containsExactly(0, 1, 3, 4, 5, 6, 7);
  }

  @Test
  void whoseAgeIsNotKnownSeesWhatIsForAll() {
    ReRanker rules = rules("{minimumAge: {item: minAge, user: age}}");
    assertThat(RuledWorld.allowed(rules, 0)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(RuledWorld.allowed(rules, 1)).containsExactly(0, 1, 2, 4, 5, 6, 7);
    assertThat(RuledWorld.allowed(rules, 2)).containsExactly(0, 1, 2, 4, 5, 7);
    Request stranger = RuledWorld.request(Dictionary.UNKNOWN, "r");
    assertThat(rules.allowed(stranger).test(3)).isFalse();
    assertThat(rules.allowed(stranger).test(4)).isTrue();
  }

  @Test
  void pinsStandAtTheirPlacesAndCountForTheRule() {
    ReRanker rules =
        rules("{column: creator, most: 1, pinned: [{place: 2, item: i4}, {place: 4, item: i7}]}");
    // i4 is of b: 3 of b waits; 0 is of a: 1 and 2 wait
    assertThat(RuledWorld.first(rules, 8)).containsExactly(0, 4, 5, 7, 6, 1, 2, 3);
    // places behind the list are its end
    assertThat(RuledWorld.first(rules("{pinned: [{place: 99, item: i0}]}"), 8))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 0);
    Request request = RuledWorld.request(0, "r");
    assertThat(
            rules.brings(
                request, item -> item != 7, ReRankerWorld.ties(RuledWorld.part(), request)))
        .containsExactly(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{blockedItems: [i9]} | there is no item 'i9' to block",
        "{pinned: [{place: 1, item: i9}]} | there is no item 'i9' to pin",
        "{blocked: {shop: [a]}} | no column of categories 'shop'; there are ",
        "{blocked: {creator: [aa]}} | no item has the creator 'aa' (did you mean a?)",
        "{outOfStock: stock} | the items have no column of numbers 'stock'; there are ",
        "{minimumAge: {item: min, user: age}} | the items have no column of numbers 'min'",
        "{minimumAge: {item: minAge, user: years}} | the users have no column of numbers 'years';",
      })
  void whatIsLackingIsSaid(String yaml, String message) {
    ReRankerSpec spec =
        ReRankerSpec.read(
            YamlFile.parseValue(
                "{type: rules, " + yaml.substring(1), "run.yaml:3", "reranking[0]"));
    assertThatThrownBy(() -> spec.checkData(RuledWorld.part()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("run.yaml:3: reranking[0]: rules cannot be used: ")
        .hasMessageContaining(message);
  }
}
